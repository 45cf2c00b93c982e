import Basics
import HTTP
import Web

/// How many mails somebody may have sent to an address they only name: codes and links.
///
/// Counted by what was typed, whether it has an account or not, so that the answer tells nothing.
struct MailLimits: Sendable {
  /// From one network, whatever the address: 30 at once, then two a minute. In this process: it keeps the machine free,
  /// and each address has its own limit in the database.
  private let network = RateLimiter(burst: 30, refill: .seconds(30))
  /// From one site of version 6, which has its choice of networks: 60 at once, then four a minute.
  private let site = RateLimiter(burst: 60, refill: .seconds(15))
  /// To one address, asked for by browsers that nobody has signed in with: 6 at once, then six an hour.
  private let address: StoredLimit
  /// To one address, asked for by one browser that its owner has used: nobody else can use these up.
  private let known: StoredLimit

  init(_ name: String) {
    address = StoredLimit(name: "\(name) address", burst: 6, refill: .seconds(600))
    known = StoredLimit(name: "\(name) known", burst: 6, refill: .seconds(600))
  }

  func take(_ email: EmailAddress, _ request: OpenRequest) async throws -> Duration? {
    let (client, now) = (request.http.client, request.now)
    let cookie = request.cookie(KnownBrowser.cookieName)
    if let browser = KnownBrowser(cookie: cookie, for: email, signedBy: request.site) {
      return try await known.take("\(browser.nonce) \(email.key)", at: now, in: request.global)
    }
    if let wait = network.take(client.network, at: now) { return wait }
    if let wait = client.site.flatMap({ site.take($0, at: now) }) { return wait }
    return try await address.take(email.key, at: now, in: request.global)
  }
}
