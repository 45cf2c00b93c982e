import Basics
import Crypto
import Web

/// The mark of a browser in which somebody has signed in with an e-mail before, or chosen a password by a link mailed to it.
///
/// Whoever guesses at an e-mail from elsewhere uses up the tries of strangers, and not those of its owner's browser:
/// guessing is slowed and nobody is locked out (OWASP, "Slow down online guessing attacks with device cookies").
/// It proves nothing else: a password is still needed.
struct KnownBrowser: Sendable {
  /// Different in every browser.
  let nonce: String
  private let signature: String

  /// A new mark, after a sign-in.
  init(for email: EmailAddress, signedBy site: Site) {
    nonce = Token.random().text
    signature = KnownBrowser.sign(nonce, email, site)
  }

  /// The mark in a cookie, if it is one of ours for this e-mail.
  init?(cookie: String?, for email: EmailAddress, signedBy site: Site) {
    guard let parts = cookie?.split(separator: ".", omittingEmptySubsequences: false), parts.count == 2 else {
      return nil
    }
    (nonce, signature) = (String(parts[0]), String(parts[1]))
    let expected = KnownBrowser.sign(nonce, email, site)
    guard constantTimeEqual(Array(signature.utf8), Array(expected.utf8)) else { return nil }
  }

  static let cookieName = "__Host-haat-known"

  /// Kept for a year.
  var cookie: String {
    "\(Self.cookieName)=\(nonce).\(signature); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"
  }

  private static func sign(_ nonce: String, _ email: EmailAddress, _ site: Site) -> String {
    site.signature(of: "\(nonce) \(email.key)", for: "known browser")
  }
}
