import Basics
import Crypto
import Database
import Identity
import Web

/// Somebody who was asked by mail to join a business in a role.
struct Invitation: Sendable {
  let id: RecordID<Invitation>
  let email: String
  /// Nil when it was a role of the business's own that is gone.
  let role: Role?
  /// What a role of the business's own was called then.
  let roleName: String
  let message: String
  /// Who stands for it: the last one to send it.
  let invitedBy: PersonID
  let sentAt: Instant
  let endsAt: Instant
  let acceptedAt: Instant?
  let revokedAt: Instant?

  static let lasts = Duration.seconds(7 * 24 * 3600)
  /// One address is not written to more often.
  static let mostSends = 5

  enum State: String, Sendable, CaseIterable { case waiting, ended, accepted, revoked }

  func state(at now: Instant) -> State {
    if acceptedAt != nil { return .accepted }
    if revokedAt != nil { return .revoked }
    return endsAt <= now ? .ended : .waiting
  }
}

extension Invitation: FromRow {
  init(row: inout Row) throws {
    id = try row.next()
    email = try row.next()
    role = try Role.next(in: &row)
    roleName = try row.next()
    message = try row.next()
    invitedBy = try row.next()
    sentAt = try row.next()
    endsAt = try row.next()
    acceptedAt = try row.next()
    revokedAt = try row.next()
  }

  private static func all(of tenant: TenantID) -> SQL {
    """
    select i.id, i.email, i.role, r.id, r.name, r.permissions, i.role_name, i.message, i.invited_by, i.sent_at,
           i.ends_at, i.accepted_at, i.revoked_at
      from invitations i
      left join roles r on r.tenant_id = i.tenant_id and r.id = i.role_id
     where i.tenant_id = \(tenant)
    """
  }

  /// Those who wait come first, then the newest.
  static func search(_ search: InvitationSearch, in db: TenantDatabase) async throws -> [Invitation] {
    try await db.all(
      """
      \(fragment: all(of: db.tenant)) and \(fragment: search.condition)
      order by i.accepted_at is null and i.revoked_at is null desc, i.sent_at desc, i.id desc
      limit \(InvitationSearch.limit) offset \(search.offset)
      """)
  }

  static func count(_ search: InvitationSearch, in db: TenantDatabase) async throws -> Int {
    try await db.one(
      "select count(*) from invitations i where i.tenant_id = \(db.tenant) and \(fragment: search.condition)",
      as: Int.self)
  }

  static func all(_ ids: [RecordID<Invitation>], in db: TenantDatabase) async throws -> [Invitation] {
    try await db.all("\(fragment: all(of: db.tenant)) and i.id = any(\(ids)) order by i.id")
  }

  static func find(_ token: Token, in db: TenantDatabase) async throws -> Invitation? {
    try await db.first("\(fragment: all(of: db.tenant)) and i.token_hash = \(token.hash)")
  }

  /// The one that waits for an address, or would if it had not run out.
  static func find(to email: EmailAddress, in db: TenantDatabase) async throws -> Invitation? {
    try await db.first(
      """
      \(fragment: all(of: db.tenant)) and i.email_key = \(email.key) and i.accepted_at is null and i.revoked_at is null
      """)
  }

  /// Asks an address, or asks it anew: what it was asked before is void with its link. False when it was written to too
  /// often.
  static func send(
    to email: EmailAddress, as role: Role, saying message: String, by person: PersonID, token: Token,
    at now: Instant, in db: TenantDatabase
  ) async throws -> Bool {
    let roleName = if case .custom(let custom) = role { custom.name } else { "" }
    return try await db.run(
      """
      insert into invitations as i (
        tenant_id, id, email, email_key, role, role_id, role_name, message, token_hash, invited_by, created_at,
        sent_at, sends, ends_at)
      values (\(db.tenant), \(RecordID<Invitation>()), \(email.text), \(email.key), \(role.key), \(role.customID),
              \(roleName), \(message), \(token.hash), \(person), \(now), \(now), 1, \(now + lasts))
      on conflict (tenant_id, email_key) where accepted_at is null and revoked_at is null do update
        set email = excluded.email, role = excluded.role, role_id = excluded.role_id, role_name = excluded.role_name,
            message = excluded.message, token_hash = excluded.token_hash, invited_by = excluded.invited_by,
            sent_at = excluded.sent_at, ends_at = excluded.ends_at,
            sends = case when i.ends_at <= excluded.sent_at then 1 else i.sends + 1 end
      where i.sends < \(mostSends) or i.ends_at <= excluded.sent_at
      """) == 1
  }

  /// False when it does not wait any more.
  func revoke(at now: Instant, in db: TenantDatabase) async throws -> Bool {
    try await db.run(
      """
      update invitations set revoked_at = \(now)
       where tenant_id = \(db.tenant) and id = \(id) and accepted_at is null and revoked_at is null
      """) == 1
  }

  /// Of two who press at once, one gets true.
  func accept(_ token: Token, by person: PersonID, at now: Instant, in db: TenantDatabase) async throws
    -> Bool
  {
    try await db.run(
      """
      update invitations set accepted_at = \(now), accepted_by = \(person)
       where tenant_id = \(db.tenant) and id = \(id) and token_hash = \(token.hash) and accepted_at is null
         and revoked_at is null and ends_at > \(now)
      """) == 1
  }
}
