/// 32 bytes from the settings that everything secret of a process is derived from.
package struct SecretKey: Sendable {
  /// For what seals one key with another; nothing else looks at them.
  package let bytes: [UInt8]

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Nil unless there are 32.
  package init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  /// A new one, for a first start and for tests.
  package static func random() -> SecretKey { SecretKey(Sodium.randomBytes(32)) }

  /// Reads base64url or hexadecimal text of exactly 32 bytes; nil for anything else.
  package init?(_ text: String) {
    guard let bytes = text.utf8.count == 64 ? Hex.decode(text) : Base64URL.decode(text), bytes.count == 32
    else {
      return nil
    }
    self.bytes = bytes
  }

  /// A key for one purpose out of a secret of any length.
  package init(of secret: String, for purpose: StaticString) {
    bytes = HMACSHA256.authenticate(Array(purpose.description.utf8), key: Array(secret.utf8))
  }

  /// Eight hexadecimal digits that tell keys apart, and of what they are nothing.
  package var fingerprint: String { String(Hex.encode(signature(of: Array("fingerprint".utf8))).prefix(8)) }

  /// A key made of a secret of any length that is as hard to guess as a key.
  package init(hashing secret: [UInt8]) { bytes = SHA256.hash(secret) }

  /// The text that `init` reads, for a settings file.
  package var text: String { Base64URL.encode(bytes) }

  /// A key of its own for one purpose, so that what one part signs or seals no other accepts.
  package func derived(for purpose: StaticString) -> SecretKey {
    SecretKey(HMACSHA256.authenticate(Array(purpose.description.utf8), key: bytes))
  }

  /// HMAC-SHA-256 under this key.
  package func signature(of message: [UInt8]) -> [UInt8] { HMACSHA256.authenticate(message, key: bytes) }

  /// Whether a signature is of this key and message; the time taken tells nothing.
  package func isSignature(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    HMACSHA256.verify(signature, for: message, key: bytes)
  }
}

/// So that no log shows one.
extension SecretKey: CustomStringConvertible, CustomReflectable {
  package var description: String { "SecretKey(…)" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
