import Basics
import Crypto
import Database

/// What a link of a mail is good for, once: whoever has the token may do this one thing to this one account.
enum AccountLink: String, Sendable {
  /// Choose a new password.
  case password
  /// Put the address back that was changed.
  case address
  /// End all sessions, of which one was begun by a stranger.
  case stranger

  /// How long it is good.
  var lasts: Duration { self == .password ? .seconds(30 * 60) : .seconds(7 * 24 * 60 * 60) }

  /// Behind the application's origin, which comes from the settings and never from a request.
  func path(_ token: Token) -> String {
    switch self {
    case .password: "/reset/\(token.text)"
    case .address: "/undo/address/\(token.text)"
    case .stranger: "/undo/sign-in/\(token.text)"
    }
  }

  /// Makes a link, and gives its path. Of those for a new password only the newest is good.
  func make(
    for person: PersonID, address: EmailAddress? = nil, at now: Instant, in db: PlatformDatabase
  ) async throws -> String {
    let token = Token.random()
    if self == .password { try await AccountLink.forget([.password], of: person, in: db) }
    try await db.run(
      """
      insert into account_links (token_hash, person_id, kind, address, ends_at, had_factor)
      values (\(token.hash), \(person), \(rawValue), \(address?.text), \(now + lasts),
              \(fragment: SecondFactors.exist(for: "\(person)")))
      """)
    return path(token)
  }

  /// What a token is good for, without using it up: mail scanners follow links too.
  func find(_ token: String, at now: Instant, in db: PlatformDatabase) async throws -> Found? {
    guard let token = Token(token) else { return nil }
    return try await db.first(
      """
      select person_id, address, ends_at, had_factor from account_links
       where token_hash = \(token.hash) and kind = \(rawValue) and ends_at > \(now)
      """)
  }

  /// Uses it up; nil when it is not good, or another request was quicker.
  func redeem(_ token: String, at now: Instant, in db: PlatformDatabase) async throws -> Found? {
    guard let token = Token(token) else { return nil }
    return try await db.runFirst(
      """
      delete from account_links
       where token_hash = \(token.hash) and kind = \(rawValue) and ends_at > \(now)
      returning person_id, address, ends_at, had_factor
      """)
  }

  static func forget(_ kinds: [AccountLink], of person: PersonID, in db: PlatformDatabase) async throws {
    try await db.run(
      "delete from account_links where person_id = \(person) and kind = any(\(kinds.map(\.rawValue)))")
  }

  /// What was mailed since to addresses that were not the owner's: the way back to one, and out of sessions.
  static func forget(madeBehind link: Found, in db: PlatformDatabase) async throws {
    try await db.run(
      """
      delete from account_links
       where person_id = \(link.person) and kind in ('address', 'stranger') and ends_at > \(link.endsAt)
      """)
  }

  struct Found: FromRow, Sendable {
    let person: PersonID
    let address: EmailAddress?
    let endsAt: Instant
    /// Whether the person had a second factor when the link was mailed.
    let hadFactor: Bool

    /// When the link was mailed.
    func madeAt(_ link: AccountLink) -> Instant { endsAt - link.lasts }

    init(row: inout Row) throws {
      person = try row.next()
      address = try (row.next() as String?).flatMap { EmailAddress($0) }
      endsAt = try row.next()
      hadFactor = try row.next()
    }
  }
}
