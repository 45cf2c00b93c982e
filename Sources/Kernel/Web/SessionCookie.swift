/// The cookies of the application's origin. `__Host-` makes the browser insist on Secure, Path=/ and no Domain, so
/// that neither a sibling origin nor plain HTTP can set one.
package enum SessionCookie {
  package static let session = "__Host-haat"
  /// Carries the token of a visitor who has not signed in, for the forms that such a visitor may send.
  package static let visitor = "__Host-haat-visitor"
  package static let flash = "__Host-haat-flash"
  /// These two are chosen by the person and protect nothing.
  package static let language = "language"
  package static let theme = "theme"

  /// A cookie that ends with the browser's session, or at once when the value is empty.
  package static func header(_ name: String, _ value: String) -> String {
    let end = value.isEmpty ? "; Max-Age=0" : ""
    return "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax\(end)"
  }

  /// A preference, kept for a year.
  package static func preference(_ name: String, _ value: String) -> String {
    "\(name)=\(value); Path=/; SameSite=Lax; Max-Age=31536000"
  }

  /// The value of a cookie in the header's text; the first one counts.
  package static func value(of name: String, in header: String) -> String? {
    for pair in header.utf8.split(separator: UInt8(ascii: ";")) {
      let pair = Substring(pair).drop { $0 == " " }
      if pair.hasPrefix(name), pair.dropFirst(name.count).first == "=" {
        return String(pair.dropFirst(name.count + 1))
      }
    }
    return nil
  }
}
