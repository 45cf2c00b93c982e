import CSodium

/// SHA-256, of bytes at hand or as they come (FIPS 180-4).
package struct SHA256: Sendable {
  private var state = crypto_hash_sha256_state()

  package init() {
    _ = Sodium.ready
    crypto_hash_sha256_init(&state)
  }

  /// Takes the next bytes.
  package mutating func update(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    crypto_hash_sha256_update(&state, start, UInt64(bytes.count))
  }

  package mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { update($0) } }

  /// The 32 bytes of the hash of all that was taken; more may follow.
  package func digest() -> [UInt8] {
    var copy = state
    var digest = [UInt8](repeating: 0, count: 32)
    crypto_hash_sha256_final(&copy, &digest)
    return digest
  }

  package static func hash(_ bytes: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest()
  }

  package static func hash(_ text: String) -> [UInt8] { hash(Array(text.utf8)) }
}
