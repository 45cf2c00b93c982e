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
  /// When its mark was made: one from before the owner has shut everybody out is as good as a stranger's.
  let markedAt: Instant
  private let signature: String

  /// A new mark, after a sign-in.
  init(for email: EmailAddress, at now: Instant = .now, signedBy site: Site) {
    nonce = Token.random().text
    markedAt = now
    signature = KnownBrowser.sign(nonce, now, email, site)
  }

  /// The mark in a cookie, if it is one of ours for this e-mail.
  init?(cookie: String?, for email: EmailAddress, signedBy site: Site) {
    guard let parts = cookie?.split(separator: ".", omittingEmptySubsequences: false), parts.count == 3,
      let microseconds = Int64(parts[1])
    else { return nil }
    (nonce, markedAt, signature) = (String(parts[0]), Instant(microseconds: microseconds), String(parts[2]))
    let expected = KnownBrowser.sign(nonce, markedAt, email, site)
    guard constantTimeEqual(Array(signature.utf8), Array(expected.utf8)) else { return nil }
  }

  static let cookieName = "__Host-haat-known"

  /// Kept for a year.
  var cookie: String {
    "\(Self.cookieName)=\(nonce).\(markedAt.microseconds).\(signature); Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=31536000"
  }

  private static func sign(_ nonce: String, _ markedAt: Instant, _ email: EmailAddress, _ site: Site)
    -> String
  {
    site.signature(of: "\(nonce) \(markedAt.microseconds) \(email.key)", for: "known browser")
  }
}
