import Audit
import Basics
import Database
import HTTP
import Identity
import Localization
import Looks
import Web

extension Members {
  static func showSecurity(_ request: Request) async throws -> Response {
    let policy = try await SecurityPolicy.own(in: request.db)
    let roles = try await Role.all(in: request.db)
    return .page(SecurityPage(policy, roles: roles, request))
  }

  static func updateSecurity(_ request: Request) async throws -> Response {
    let roles = try await Role.all(in: request.db)
    let filled = request.form(SecurityDraft.self)
    let known = Set(roles.map(\.reference))
    guard let draft = filled.draft, draft.secondFactor.isSubset(of: known) else {
      let policy = try await SecurityPolicy.own(in: request.db)
      return .page(SecurityPage(policy, roles: roles, request), status: .unprocessableContent)
    }
    let policy = SecurityPolicy(
      secondFactor: draft.secondFactor, idle: .seconds(60 * draft.idleMinutes),
      longest: .seconds(3600 * draft.longestHours))
    try await request.db.transaction { db in
      let old = try await SecurityPolicy.own(in: db)
      try await policy.save(at: request.now, in: db)
      let entry = AuditEntry(
        "security.changed", AuditEntry.Subject("business", "\(request.tenant.id)", request.tenant.name),
        before: old.fields(roles), after: policy.fields(roles))
      try await db.record(entry, by: request.actor, at: request.now)
    }
    let words = request.locale.text("Saved. It holds for everybody from their next page on.")
    return .redirect(to: request.path("/security")).saying(Flash(words))
  }
}

extension SecurityPolicy {
  /// As the audit log keeps it.
  fileprivate func fields(_ roles: [Role]) -> [String: String] {
    let names = roles.filter(required).map(\.label)
    return [
      "second factor": names.joined(separator: ", "), "idle minutes": "\(idleMinutes)",
      "longest hours": "\(longestHours)",
    ]
  }
}

/// What a business wants to ask of its members' sessions.
struct SecurityDraft: FormDraft {
  let secondFactor: Set<String>
  let idleMinutes: Int
  let longestHours: Int

  static let idleChoices = [5, 15, 30, 60]
  static let longestChoices = [1, 4, 8, 12]

  init(_ form: inout FormReader) {
    secondFactor = Set(form.all("second_factor"))
    idleMinutes = form.number("idle", of: SecurityDraft.idleChoices)
    longestHours = form.number("longest", of: SecurityDraft.longestChoices)
  }
}

extension FormReader {
  fileprivate mutating func number(_ name: String, of choices: [Int]) -> Int {
    value(name, or: "Choose one of these.") { text in Int(text).flatMap { choices.contains($0) ? $0 : nil } }
      ?? 0
  }
}
