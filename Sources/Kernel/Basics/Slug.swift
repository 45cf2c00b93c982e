/// The name of a business in addresses: `[a-z][a-z0-9-]{2,39}`, and none of the reserved words.
package struct Slug: Hashable, Sendable {
  package let text: String

  /// Reads exactly a slug; nil for a reserved one too.
  package init?(_ text: String) {
    let bytes = text.utf8
    guard (3...40).contains(bytes.count), let first = bytes.first, Slug.isLetter(first),
      bytes.allSatisfy({ Slug.isLetter($0) || Slug.isDigit($0) || $0 == UInt8(ascii: "-") }),
      !Slug.reserved.contains(text)
    else { return nil }
    self.text = text
  }

  /// A slug made of the Latin letters and digits of a name: `Rahim's Tea House` gives `rahims-tea-house`.
  /// nil when fewer than three are left, as in a name that is all Bengali.
  package init?(suggestedBy name: String) {
    var bytes: [UInt8] = []
    for byte in name.utf8 where byte != UInt8(ascii: "'") {
      let lower = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte + 32 : byte
      if Slug.isLetter(lower) || (Slug.isDigit(lower) && !bytes.isEmpty) {
        bytes.append(lower)
      } else if byte < 0x80, bytes.last.map({ $0 != UInt8(ascii: "-") }) ?? false {
        bytes.append(UInt8(ascii: "-"))
      }
    }
    bytes = Array(bytes.prefix(40))
    while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
    self.init(String(decoding: bytes, as: UTF8.self))
  }

  /// Names that a host or a path of ours has, may get, or that would be believed.
  package static let reserved: Set<String> = [
    "www", "api", "admin", "administrator", "root", "mail", "email", "smtp", "imap", "pop", "ftp", "files",
    "file",
    "cdn", "static", "assets", "media", "img", "images", "uploads", "download", "downloads", "app", "apps",
    "web",
    "shop", "shops", "store", "stores", "haat", "operator", "account", "accounts", "login", "signin",
    "sign-in",
    "signup", "sign-up", "sign-out", "logout", "auth", "oauth", "sso", "security", "password", "help",
    "support",
    "status", "health", "metrics", "docs", "blog", "news", "about", "contact", "legal", "privacy", "terms",
    "abuse",
    "postmaster", "hostmaster", "webmaster", "noreply", "no-reply", "billing", "payment", "payments", "pay",
    "bkash",
    "nagad", "rocket", "bank", "test", "demo", "example", "sample", "staging", "localhost", "local",
    "internal", "platform",
    "autoconfig", "autodiscover", "wpad", "well-known", "new", "edit", "system", "null", "undefined",
  ]

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
  }
  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}

extension Slug: Codable, LosslessStringConvertible {
  package var description: String { text }
  package init(from decoder: any Decoder) throws { self = try decoder.lossless() }
  package func encode(to encoder: any Encoder) throws { try encoder.lossless(self) }
}
