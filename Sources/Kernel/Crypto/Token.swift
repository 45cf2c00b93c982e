/// 32 random bytes that let someone in: a session, a link in a mail. Its holder has the text, the database
/// the hash.
package struct Token: Sendable {
  private let bytes: [UInt8]

  /// A new one from the system's randomness.
  package static func random() -> Token { Token(bytes: Sodium.randomBytes(32)) }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Reads the 43 characters of a token; nil for anything else.
  package init?(_ text: String) {
    guard text.utf8.count == 43, let bytes = Base64URL.decode(text), bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// 43 characters for a cookie or a link.
  package var text: String { Base64URL.encode(bytes) }
  /// SHA-256, the 32 bytes that are stored and looked up. A stolen table opens nothing.
  package var hash: [UInt8] { SHA256.hash(bytes) }
}

extension Token: Equatable {
  package static func == (a: Token, b: Token) -> Bool { constantTimeEqual(a.bytes, b.bytes) }
}

/// So that no log shows one.
extension Token: CustomStringConvertible, CustomReflectable {
  package var description: String { "Token(…)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
