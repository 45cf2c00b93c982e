import Basics
import Crypto
import Database
import Web

/// Somebody has shown a password, and is asked for a second factor: no session yet, and nothing that one could do with it
/// but answer.
struct SignInChallenge: FromRow, Sendable {
  let person: PersonID
  let email: EmailAddress
  let next: String?
  let triesLeft: Int

  init(row: inout Row) throws {
    person = try row.next()
    guard let email = EmailAddress(try row.next()) else { throw Failure.notFound }
    self.email = email
    next = try row.next()
    let tries: Int = try row.next()
    triesLeft = SignInChallenge.mostTries - tries
  }

  static let lifetime = Duration.seconds(10 * 60)
  static let mostTries = 5
  static let path = "/sign-in/second"
  static let cookieName = "__Host-haat-sign-in"

  static func begin(
    for person: PersonID, with email: EmailAddress, next: String?, at now: Instant, in db: some Queryable
  ) async throws -> Token {
    let token = Token.random()
    try await db.run([
      "delete from sign_in_challenges where ends_at <= \(now)",
      """
      insert into sign_in_challenges (token_hash, person_id, email, next_path, tries, ends_at)
      values (\(token.hash), \(person), \(email.text), \(next), 0, \(now + lifetime))
      """,
    ])
    return token
  }

  static func find(_ token: Token, at now: Instant, in db: some Queryable) async throws -> SignInChallenge? {
    try await db.first(
      """
      select person_id, email, next_path, tries from sign_in_challenges
       where token_hash = \(token.hash) and tries < \(mostTries) and ends_at > \(now)
      """)
  }

  /// Takes one of its tries; nil where none is left.
  static func take(_ token: Token, at now: Instant, in db: some Queryable) async throws -> SignInChallenge? {
    try await db.runFirst(
      """
      update sign_in_challenges set tries = tries + 1
       where token_hash = \(token.hash) and tries < \(mostTries) and ends_at > \(now)
      returning person_id, email, next_path, tries
      """)
  }

  /// Ends it with a session; false for all but one of those who come at once.
  static func end(_ token: Token, at now: Instant, in db: some Queryable) async throws -> Bool {
    try await db.run("delete from sign_in_challenges where token_hash = \(token.hash) and ends_at > \(now)")
      == 1
  }
}
