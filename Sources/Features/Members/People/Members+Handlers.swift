import Audit
import Basics
import CSV
import Database
import HTTP
import Identity
import Localization
import Looks
import Web

extension Members {
  static func index(_ request: Request) async throws -> Response {
    let search = MemberSearch(request, asked: request.query)
    let found = try await Member.search(search, in: request.db)
    let count = try await Member.count(search, in: request.db)
    let roles = try await Role.all(in: request.db)
    return .page(MembersPage(search, found, count: count, roles: roles, request))
  }

  /// Everybody that is listed. Addresses leave the house here, which the log keeps.
  static func download(_ request: Request) async throws -> Response {
    var search = MemberSearch(request) { name in request.facts.fields[name]?.first }
    (search.offset, search.limit) = (0, 100_000)
    let members = try await Member.search(search, in: request.db)
    try await request.db.transaction { db in
      let subject = AuditEntry.Subject("members", "", "\(members.count)")
      try await db.record(AuditEntry("members.exported", subject), by: request.actor, at: request.now)
    }
    let (locale, zone) = (request.locale, request.tenant.locale.zone)
    var csv = CSVWriter(byteOrderMark: true)
    csv.row(["name", "email", "role", "joined", "last_seen", "second_factor"])
    for member in members {
      csv.row([
        member.name, member.email, locale.text(member.role.title), "\(zone.local(member.joinedAt))",
        member.seenAt.map { "\(zone.local($0))" } ?? "", member.hasSecondFactor ? "yes" : "no",
      ])
    }
    return .download(.bytes(Array(csv.output.bytes)), type: "text/csv; charset=utf-8", name: "members.csv")
  }

  static func show(_ request: Request) async throws -> Response {
    let id = try request.id(of: AnyPerson.self)
    guard let member = try await Member.find(id, in: request.db) else { throw Failure.notFound }
    let roles = try await Role.all(in: request.db)
    let history = try await MemberEvent.all(of: id, in: request.db)
    return .page(MemberPage(member, roles: roles, history: history, request))
  }

  static func changeRole(_ request: Request) async throws -> Response {
    let granting = Granting(request)
    let role = try await Role.find(request.facts.fields["role"]?.first ?? "", in: request.db)
    guard let role, granting.mayGive(role) else { throw Failure.invalid([.notYoursToGive]) }
    let change = try await change(request, granting, to: role) { member, db in
      try await member.change(to: role, by: request.member.person, in: db)
      try await db.record(.changed(member, to: role), by: request.actor, at: request.now)
    }
    let words: Message = change.count == 1 ? "The role is changed." : "\(change.count) roles are changed."
    return members(request, after: change, saying: words)
  }

  static func remove(_ request: Request) async throws -> Response {
    let change = try await change(request, Granting(request), to: nil) { member, db in
      try await member.remove(by: request.member.person, in: db)
      try await db.record(.removed(member), by: request.actor, at: request.now)
    }
    return members(request, after: change, saying: "\(change.count) people are removed.")
  }

  /// The person leaves by themselves; an owner only when another one stays.
  static func leave(_ request: Request) async throws -> Response {
    let locale = request.locale
    do {
      try await request.db.transaction { db in
        guard let member = try await Member.find(request.member.person, in: db) else {
          throw Failure.notFound
        }
        try await member.remove(by: member.person, in: db)
        try await db.record(.left(member), by: request.actor, at: request.now)
      }
    } catch Member.Refusal.lastOwner {
      let words: Message =
        "You are the only owner of \(request.tenant.name). Make somebody else an owner first."
      return .redirect(to: "/businesses").saying(Flash(locale.text(words)))
    }
    return .redirect(to: "/businesses").saying(Flash(locale.text("You have left \(request.tenant.name).")))
  }

  /// Changes all members that the form names, or none of them, but who is in that role already. Says how many were
  /// changed, and under which name it can be taken back.
  private static func change(
    _ request: Request, _ granting: Granting, to role: Role?,
    _ body: (Member, TenantDatabase) async throws -> Void
  ) async throws -> (id: MemberChange.ID, count: Int) {
    let ids = Set((request.facts.fields["member"] ?? []).compactMap { PersonID($0) })
    guard !ids.isEmpty else { throw Failure.invalid([Problem(nil, "Pick at least one person.")]) }
    do {
      return try await request.db.transaction { db in
        let members = try await Member.all(Array(ids), in: db)
        guard members.count == ids.count else { throw Failure.notFound }
        guard members.allSatisfy({ granting.mayGive($0.role) }) else {
          throw Failure.invalid([.notYoursToChange])
        }
        let (id, changing) = (MemberChange.ID(), members.filter { $0.role != role })
        try await MemberChange.note(
          id, of: changing, to: role, by: request.member.person, at: request.now, in: db)
        for member in changing { try await body(member, db) }
        return (id, changing.count)
      }
    } catch let refusal as Member.Refusal {
      throw refusal.failure
    } catch let error as DatabaseError where error.kind == .foreignKeyViolation {
      throw Failure.conflict(.roleIsGone)
    }
  }

  /// Who has removed themselves, or given the right away, finds no list of members, and takes nothing back.
  private static func members(
    _ request: Request, after change: (id: MemberChange.ID, count: Int), saying message: Message
  ) -> Response {
    let own = (request.facts.fields["member"] ?? []).contains(request.member.person.description)
    let words = request.locale.text(message)
    if own { return .redirect(to: "/businesses").saying(Flash(words)) }
    let undo = change.count > 0 ? request.path("/members/changes/\(change.id)/undo") : nil
    return .redirect(to: request.path("/members")).saying(Flash(words, undoPath: undo))
  }
}

extension Problem {
  static let notYoursToGive = Problem("role", "You can give only roles whose permissions you hold yourself.")
  static let notYoursToChange = Problem(nil, "You cannot change who may do more than you.")
}

extension Member.Refusal {
  var failure: Failure {
    switch self {
    case .lastOwner: .conflict("A business needs an owner. Make somebody else an owner first.")
    case .notOwner: .conflict("Only an owner makes owners, and only an owner takes it back.")
    case .changed: .conflict("Somebody else has changed this person meanwhile. Look again.")
    }
  }
}
