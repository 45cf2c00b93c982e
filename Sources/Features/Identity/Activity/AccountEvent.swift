import Audit
import Basics
import Database
import FoundationEssentials
import Localization
import Web

/// Something that happened to a person's account, from the platform's log.
struct AccountEvent: FromRow, Sendable {
  let id: AuditID
  let at: Instant
  let action: String
  private let actorID: PersonID?
  private let actorName: String?
  let address: String
  let userAgent: String
  private let before: [String: String]
  private let after: [String: String]

  init(row: inout Row) throws {
    id = try row.next()
    at = try row.next()
    action = try row.next()
    actorID = try row.next()
    actorName = try row.next()
    address = try row.next() ?? ""
    userAgent = try row.next() ?? ""
    before = AccountEvent.fields(try row.next())
    after = AccountEvent.fields(try row.next())
  }

  static let pageSize = 50
  static let kept = Duration.seconds(90 * 24 * 3600)

  /// The newest first, of the last ninety days. The key of an entry begins with its moment, so one order is the other.
  static func page(of person: PersonID, from cursor: Cursor?, at now: Instant, in db: TenantDatabase)
    async throws -> KeysetPage<AccountEvent>
  {
    let edge = cursor?.keys.first.flatMap { AuditID($0) }
    let isNewer = cursor?.direction == .newer && edge != nil
    var conditions: [SQL] = ["a.id >= \(AuditID.first(at: now - kept))"]
    if let edge { conditions.append(isNewer ? "a.id > \(edge)" : "a.id < \(edge)") }
    let order: SQL = isNewer ? "order by a.id" : "order by a.id desc"
    let fetched = try await db.all(
      """
      select a.id, a.occurred_at, a.action, a.actor_id, w.name, w.address, w.device, p.before, p.after
        from audit a
        left join audit_actors w on w.tenant_id = \(db.tenant) and w.audit_id = a.id
        left join audit_payloads p on p.tenant_id = \(db.tenant) and p.audit_id = a.id
       where a.tenant_id = \(db.tenant) and a.subject_kind = 'person' and a.subject_id = \(person.description)
         and \(fragment: .joined(conditions, by: " and "))
       \(fragment: order)
       limit \(pageSize + 1)
      """, as: AccountEvent.self)
    return KeysetPage(fetched: fetched, size: pageSize, cursor: edge == nil ? nil : cursor) {
      [$0.id.description]
    }
  }

  /// As the owner of the account reads it: `You signed in with a passkey`.
  func sentence(for reader: PersonID) -> Message {
    guard let known = AuditedAction.ofAccounts.first(where: { $0.name == action }) else {
      return Message(verbatim: action)
    }
    let actor: Message =
      actorID == reader ? "You" : actorName.map { Message(verbatim: $0) } ?? "Somebody"
    return known.sentence(
      AuditStory(actor: actor, subject: actor, before: words(before, known), after: words(after, known)))
  }

  private func words(_ values: [String: String], _ known: AuditedAction) -> [String: Message] {
    var all: [String: Message] = [:]
    for (name, value) in values {
      all[name] = known.fields.first { $0.name == name }?.words(value) ?? Message(verbatim: value)
    }
    return all
  }

  var device: Device? { userAgent.isEmpty ? nil : Device(userAgent: userAgent) }

  /// In a browser that was never used with the account before.
  var isNewBrowser: Bool { after["browser"] == "new" }

  /// How many failures it stands for, where that is more than one.
  var tries: Int? { after["tries"].flatMap { Int($0) }.flatMap { $0 > 1 ? $0 : nil } }

  /// What may be a stranger's doing.
  var isAlarming: Bool { action.hasSuffix("-failed") || action == "account.passkey-stopped" }

  private static func fields(_ text: String?) -> [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data((text ?? "{}").utf8))) ?? [:]
  }
}
