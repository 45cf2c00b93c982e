import Basics
import Crypto
import Database
import WebAuthn

/// What a passkey is asked to sign: good for one answer, to one question, by whom it was asked, for five minutes.
package struct PasskeyChallenge: Sendable {
  package enum Purpose: String, Sendable {
    case registration
    /// A passkey alone, of whoever it may be.
    case signIn = "sign-in"
    /// After a password.
    case secondStep = "second-step"
    case stepUp = "step-up"
  }

  package let purpose: Purpose
  /// The session, the sign-in or the visitor that it is asked of: any text of theirs alone.
  package let holder: String

  package init(_ purpose: Purpose, of holder: String) {
    self.purpose = purpose
    self.holder = holder
  }

  static let lifetime = Duration.seconds(5 * 60)

  /// A new one. Those that have run out are swept away on the occasion.
  func ask(at now: Instant, in db: some Queryable) async throws -> Token {
    let token = Token.random()
    try await db.run([
      "delete from challenges where ends_at <= \(now)",
      """
      insert into challenges (hash, purpose, holder, ends_at)
      values (\(token.hash), \(purpose.rawValue), \(SHA256.hash(holder)), \(now + PasskeyChallenge.lifetime))
      """,
    ])
    return token
  }

  /// Uses up the challenge that an answer names, and gives its bytes; nil where it was never asked here, is too old or was
  /// answered. Call it outside of the transaction of what it is for: a challenge is used up by a wrong answer too.
  func redeem(_ answered: String, at now: Instant, in db: some Queryable) async throws -> [UInt8]? {
    guard let token = Token(answered) else { return nil }
    let used = try await db.run(
      """
      delete from challenges
       where hash = \(token.hash) and purpose = \(purpose.rawValue) and holder = \(SHA256.hash(holder))
         and ends_at > \(now)
      """)
    return used == 1 ? Base64URL.decode(answered) : nil
  }
}
