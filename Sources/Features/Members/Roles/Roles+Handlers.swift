import Audit
import Basics
import Database
import HTTP
import Identity
import Localization
import Looks
import Web

extension Members {
  static func showRoles(_ request: Request) async throws -> Response {
    try await rolesPage(request, FormState())
  }

  private static func rolesPage(_ request: Request, _ form: FormState, _ status: HTTPStatus = .ok)
    async throws
    -> Response
  {
    let roles = try await Role.all(in: request.db)
    let counts = try await Member.counts(in: request.db)
    return .page(RolesPage(roles, counts: counts, form: form, request), status: status)
  }

  /// A new role begins with the permissions of another one, or with none.
  static func createRole(_ request: Request) async throws -> Response {
    let filled = request.form(NewRoleDraft.self)
    guard let draft = filled.draft else {
      return try await rolesPage(request, filled.state, .unprocessableContent)
    }
    let model = try await Role.find(draft.model, in: request.db)
    let granting = Granting(request)
    let permissions = model.map(granting.names) ?? []
    guard permissions.isSubset(of: granting.names(of: request.role)) else {
      return try await rolesPage(request, filled.state.adding(.notYoursToCopy), .unprocessableContent)
    }
    let role = CustomRole(id: RecordID(), name: draft.name, permissions: permissions)
    do {
      try await request.db.transaction { db in
        try await role.insert(at: request.now, in: db)
        try await db.record(.created(role), by: request.actor, at: request.now)
      }
    } catch is RoleNameTaken {
      return try await rolesPage(request, filled.state.adding(.roleNameTaken), .unprocessableContent)
    }
    return rolePage(request, role.id.description, saying: "The role is made. Tick what it may do.")
  }

  static func showRole(_ request: Request) async throws -> Response {
    guard let role = try await Role.find(request.parameter("id"), in: request.db) else {
      throw Failure.notFound
    }
    return try await rolePage(request, role, FormState(["name": role.label]))
  }

  private static func rolePage(
    _ request: Request, _ role: Role, _ form: FormState, _ status: HTTPStatus = .ok
  ) async throws -> Response {
    let holders = try await Member.all(holding: role, limit: 50, in: request.db)
    let count = try await Member.counts(in: request.db)[role.reference] ?? 0
    let roles = try await Role.all(in: request.db)
    let page = RolePage(role, holders: holders, count: count, roles: roles, form: form, request)
    return .page(page, status: status)
  }

  private static func rolePage(_ request: Request, _ reference: String, saying message: Message) -> Response {
    .redirect(to: request.path("/roles/\(reference)")).saying(Flash(request.locale.text(message)))
  }

  /// What the question before a change calls it.
  static func roleName(_ request: Request) async throws -> String? { try await changeableRole(request).name }

  static func updateRole(_ request: Request) async throws -> Response {
    let old = try await changeableRole(request)
    let filled = request.form(RoleDraft.self)
    guard let draft = filled.draft else {
      return try await rolePage(request, .custom(old), filled.state, .unprocessableContent)
    }
    let wanted = draft.permissions.intersection(request.site.permissions.map(\.name))
    guard wanted.isSubset(of: Granting(request).names(of: request.role)) else {
      return try await rolePage(
        request, .custom(old), filled.state.adding(.notYoursToAllow), .unprocessableContent)
    }
    let new = CustomRole(id: old.id, name: draft.name, permissions: wanted)
    do {
      try await request.db.transaction { db in
        guard try await new.save(over: old, in: db) else {
          throw Failure.conflict("Somebody else has changed this role meanwhile. Look again.")
        }
        try await db.record(.changed(old, to: new), by: request.actor, at: request.now)
      }
    } catch is RoleNameTaken {
      let state = filled.state.adding(.roleNameTaken)
      return try await rolePage(request, .custom(old), state, .unprocessableContent)
    }
    return rolePage(
      request, old.id.description, saying: "The role is changed. It holds from the next page on.")
  }

  /// Who holds the role is moved to another one first.
  static func removeRole(_ request: Request) async throws -> Response {
    let role = try await changeableRole(request)
    let next = try await Role.find(request.facts.fields["to"]?.first ?? "", in: request.db)
    if let next, !Granting(request).mayGive(next) || next.reference == role.id.description {
      throw Failure.invalid([.notYoursToGive])
    }
    do {
      try await request.db.transaction { db in
        let moved = if let next { try await role.moveMembers(to: next, in: db) } else { [PersonID]() }
        try await role.delete(in: db)
        for member in try await Member.all(moved, in: db) {
          let subject = AuditEntry.Subject("member", member)
          let entry = AuditEntry(
            "members.role-changed", subject, before: ["role": role.name], after: ["role": member.role.label])
          try await db.record(entry, by: request.actor, at: request.now)
        }
        try await db.record(.deleted(role), by: request.actor, at: request.now)
      }
    } catch let error as DatabaseError where error.kind == .foreignKeyViolation {
      let form = FormState(["name": role.name]).adding(.roleIsHeld)
      return try await rolePage(request, .custom(role), form, .unprocessableContent)
    }
    let words = request.locale.text("The role \(role.name) is deleted.")
    return .redirect(to: request.path("/roles")).saying(Flash(words))
  }

  /// The role in the address, if it is one of the business's own and does not hold more than who asks.
  private static func changeableRole(_ request: Request) async throws -> CustomRole {
    switch try await Role.find(request.parameter("id"), in: request.db) {
    case nil: throw Failure.notFound
    case .ready: throw Failure.conflict("The ready roles stay as they are. Make a copy, and change that.")
    case .custom(let role):
      guard Granting(request).mayGive(.custom(role)) else { throw Failure.invalid([.notYoursToAllow]) }
      return role
    }
  }
}

extension Problem {
  static let roleNameTaken = Problem("name", "Another role is called that already.")
  static let notYoursToCopy = Problem(
    "model", "You can copy only a role whose permissions you hold yourself.")
  static let notYoursToAllow = Problem("permission", "You can allow only what you may do yourself.")
  static let roleIsHeld = Problem(
    "to", "People hold this role. Choose the role that they shall have instead.")
}
