import Basics
import Crypto
import Looks

/// A sentence that one page leaves for the next, on its way in a cookie.
///
/// Only this origin can set the cookie, and the sentence is escaped like any other text.
enum FlashCookie {
  static func text(_ flash: Flash) -> String {
    let parts = [String(flash.text.prefix(400)), flash.undoPath ?? ""]
    return Base64URL.encode(Array(parts.joined(separator: "\u{1f}").utf8))
  }

  static func flash(_ cookie: String) -> Flash? {
    guard let bytes = Base64URL.decode(cookie) else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(
      separator: "\u{1f}", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    return Flash(String(parts[0]), undoPath: SignInPath.ownPath(String(parts[1])))
  }
}
