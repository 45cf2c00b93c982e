import Basics
import Crypto
import HTTP

/// Keeps other sites from sending forms in a person's name: by where the browser says the request comes from, and by
/// a token that only a page of ours knows.
struct CrossSiteDefence: Sendable {
  private let secret: [UInt8]
  private let origin: String

  /// `origin` is that of the application: scheme, host and port.
  init(secret: [UInt8], origin: String) {
    self.secret = secret
    self.origin = origin
  }

  /// The token for the forms of one session, or of one visitor before signing in.
  func token(for holder: String) -> String {
    signature(of: holder, for: "form")
  }

  /// Vouches for a text, in 43 characters; one purpose's signature is of no use for another.
  func signature(of text: String, for purpose: StaticString) -> String {
    Base64URL.encode(HMACSHA256.authenticate(Array("\(purpose):\(text)".utf8), key: secret))
  }

  func accepts(token: String, from holder: String) -> Bool {
    constantTimeEqual(Array(token.utf8), Array(self.token(for: holder).utf8))
  }

  /// Whether the browser says that a page of our own origin sent this. A browser too old to say so, and every other
  /// client, is refused: with neither header there is nothing to tell a forged request by.
  func comesFromOurOrigin(_ head: HTTPHead) -> Bool {
    if let site = head["sec-fetch-site"] { return site == "same-origin" }
    return head["origin"] == origin
  }
}
