import Basics
import Crypto
import Database
import Web

/// A browser in which the person's sign-ins need no second factor for thirty days. Its token proves nothing alone: the
/// password is still needed, and dangerous actions ask as everywhere.
struct TrustedDevice: FromRow, Sendable {
  typealias ID = RecordID<TrustedDevice>

  let id: ID
  let device: Device
  let address: String
  let createdAt: Instant
  let usedAt: Instant
  let endsAt: Instant

  init(row: inout Row) throws {
    id = try row.next()
    device = Device(userAgent: try row.next())
    address = try row.next()
    createdAt = try row.next()
    usedAt = try row.next()
    endsAt = try row.next()
  }

  static let lifetime = Duration.seconds(30 * 24 * 3600)
  static let cookieName = "__Host-haat-trusted"

  static func cookie(_ token: Token) -> String {
    "\(cookieName)=\(token.text); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=\(lifetime.components.seconds)"
  }

  static func trust(_ browser: Browser, of person: PersonID, at now: Instant, in db: some Queryable)
    async throws
    -> Token
  {
    let token = Token.random()
    try await db.run([
      "delete from trusted_devices where person_id = \(person) and ends_at <= \(now)",
      """
      insert into trusted_devices (id, person_id, token_hash, user_agent, address, created_at, used_at, ends_at)
      values (\(ID()), \(person), \(token.hash), \(browser.userAgent), \(browser.address), \(now), \(now),
              \(now + lifetime))
      """,
    ])
    return token
  }

  /// Whether the browser that holds this token is trusted by this person, and notes that it was used.
  static func accepts(_ cookie: String?, of person: PersonID, at now: Instant, in db: some Queryable)
    async throws
    -> Bool
  {
    guard let token = cookie.flatMap({ Token($0) }) else { return false }
    return try await db.run(
      """
      update trusted_devices set used_at = \(now)
       where token_hash = \(token.hash) and person_id = \(person) and ends_at > \(now)
      """) == 1
  }

  static func all(of person: PersonID, at now: Instant, in db: some Queryable) async throws -> [TrustedDevice]
  {
    try await db.all(
      """
      select id, user_agent, address, created_at, used_at, ends_at
        from trusted_devices where person_id = \(person) and ends_at > \(now)
       order by used_at desc, id
      """)
  }

  static func revoke(_ id: ID, of person: PersonID, in db: some Queryable) async throws -> Bool {
    try await db.run("delete from trusted_devices where id = \(id) and person_id = \(person)") == 1
  }

  /// After a new password, or when the factors that it stood for are gone.
  static func revokeAll(of person: PersonID, in db: some Queryable) async throws {
    try await db.run("delete from trusted_devices where person_id = \(person)")
  }
}
