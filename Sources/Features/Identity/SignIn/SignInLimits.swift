import Basics
import Database
import HTTP
import Web

/// How often somebody may try a password.
///
/// What protects an account, the guesses of strangers at one e-mail, is counted in the database, by all processes
/// together. The others are counted in this process, where they cost nothing: they keep one place from taking all turns,
/// and several processes allow as many times more.
///
/// An e-mail that has no account is counted like any other, so the answer tells nothing.
struct SignInLimits: Sendable {
  /// From one network, whatever the e-mail: 30 at once, then 20 a minute. A whole office may share an address.
  private let network = RateLimiter(burst: 30, refill: .seconds(3))
  /// From one site of version 6, which has its choice of networks: 120 at once, then 60 a minute.
  private let site = RateLimiter(burst: 120, refill: .seconds(1))
  /// From one network at one e-mail: 8 at once, then one a minute.
  private let pair = RateLimiter(burst: 8, refill: .seconds(60))
  /// At one e-mail from everywhere, by browsers that nobody has signed in with: 40 at once, then one a minute. An
  /// army of machines gets some 1,500 guesses a day.
  private let email = StoredLimit(name: "sign-in", burst: 40, refill: .seconds(60))
  /// At one e-mail by one browser that its owner has used: 10 at once, then two a minute.
  private let known = RateLimiter(burst: 10, refill: .seconds(30))

  /// Takes one try, or says how long to wait. What the neighbours do, who may be all of a phone company's customers
  /// behind one address, does not count against a browser that the owner has used.
  func take(_ attempt: SignInAttempt, at now: Instant) -> Duration? {
    if let browser = attempt.knownBrowser {
      return known.take("\(browser.nonce) \(attempt.email.key)", at: now)
    }
    if let wait = network.take(attempt.client.network, at: now) { return wait }
    if let wait = attempt.client.site.flatMap({ site.take($0, at: now) }) { return wait }
    return pair.take("\(attempt.client.network) \(attempt.email.key)", at: now)
  }

  /// The same of what all processes count together.
  func takeStored(_ attempt: SignInAttempt, at now: Instant, in db: PlatformDatabase) async throws
    -> Duration?
  {
    attempt.knownBrowser == nil ? try await email.take(attempt.email.key, at: now, in: db) : nil
  }

  /// After a success the owner's own slips do not count. Those of the network do: else a guesser with one account
  /// would wipe out its count; and so do those of strangers.
  func forgive(_ attempt: SignInAttempt) {
    pair.forget("\(attempt.client.network) \(attempt.email.key)")
    if let browser = attempt.knownBrowser { known.forget("\(browser.nonce) \(attempt.email.key)") }
  }
}
