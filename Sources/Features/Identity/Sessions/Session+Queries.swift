import Basics
import Crypto
import Database
import Web

extension Session {
  /// Begins a session. Its token goes into the cookie and is kept nowhere else.
  ///
  /// Sessions of the same person that have run out are swept out on the occasion.
  static func begin(
    for person: PersonID, from browser: Browser, with method: SignInMethod = .password, at now: Instant,
    in db: some Queryable
  ) async throws -> Token {
    let token = Token.random()
    try await db.run([
      """
      delete from sessions
       where person_id = \(person) and (ends_at <= \(now) or seen_at <= \(now - StoredSessions.idle))
      """,
      """
      insert into sessions (token_hash, id, person_id, created_at, seen_at, ends_at, user_agent, address, signed_in_with)
      values (\(token.hash), \(RecordID<Session>()), \(person), \(now), \(now), \(now + StoredSessions.longest),
              \(browser.userAgent), \(browser.address), \(method.rawValue))
      """,
    ])
    return token
  }

  /// Ends one of a person's sessions; false when it is not theirs, or over.
  package static func end(_ id: RecordID<Session>, of person: PersonID, in db: some Queryable) async throws
    -> Bool
  {
    try await db.run("delete from sessions where id = \(id) and person_id = \(person)") == 1
  }

  /// Ends all of a person's sessions but one, and says how many there were.
  static func endOthers(than id: RecordID<Session>, of person: PersonID, in db: PlatformDatabase) async throws
    -> Int
  {
    try await db.run("delete from sessions where person_id = \(person) and id <> \(id)")
  }
}

/// A session as its person sees it in the list.
struct OwnSession: FromRow, Sendable {
  let id: RecordID<Session>
  let startedAt: Instant
  let seenAt: Instant
  let device: Device
  let address: String

  init(row: inout Row) throws {
    id = try row.next()
    startedAt = try row.next()
    seenAt = try row.next()
    device = Device(userAgent: try row.next())
    address = try row.next()
  }

  /// The sessions that still count, the one seen last first.
  static func all(of person: PersonID, at now: Instant, in db: PlatformDatabase) async throws -> [OwnSession]
  {
    try await db.all(
      """
      select id, created_at, seen_at, user_agent, address
        from sessions
       where person_id = \(person) and ends_at > \(now) and seen_at > \(now - StoredSessions.idle)
       order by seen_at desc, id
      """
    )
  }
}
