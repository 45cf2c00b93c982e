import Basics
import Database
import Identity
import Localization
import Web

/// Something that was done about a member, for their page.
struct MemberEvent: FromRow, Sendable {
  let at: Instant
  let actor: String
  let action: String
  private let before: String?
  private let after: String?

  init(row: inout Row) throws {
    at = try row.next()
    actor = try row.next()
    action = try row.next()
    before = try row.next()
    after = try row.next()
  }

  /// The last fifty, the newest first.
  static func all(of person: PersonID, in db: TenantDatabase) async throws -> [MemberEvent] {
    try await db.all(
      """
      select a.occurred_at, coalesce(w.name, ''), a.action, p.before::jsonb ->> 'role', p.after::jsonb ->> 'role'
        from audit a
        left join audit_actors w on w.tenant_id = \(db.tenant) and w.audit_id = a.id
        left join audit_payloads p on p.tenant_id = \(db.tenant) and p.audit_id = a.id
       where a.tenant_id = \(db.tenant) and a.subject_kind = 'member' and a.subject_id = \(person.description)
       order by a.occurred_at desc, a.id desc
       limit 50
      """)
  }

  var title: Message {
    switch action {
    case "members.role-changed": "\(role(before)) became \(role(after))"
    case "members.joined": "Joined as \(role(after))"
    case "members.removed": "Was removed"
    case "members.restored": "Came back as \(role(after))"
    case "members.left": "Left"
    default: Message(verbatim: action)
    }
  }

  /// A ready role in the reader's language, another one by its name at the time.
  private func role(_ label: String?) -> Message {
    label.flatMap(ReadyRole.init)?.title ?? Message(verbatim: label ?? "–")
  }
}
