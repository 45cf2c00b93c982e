import CSodium

/// libsodium, made ready before the first call of it.
enum Sodium {
  /// Chooses the implementation for this processor and opens the system's randomness.
  static let ready: Void = {
    precondition(sodium_init() >= 0, "libsodium cannot be used on this machine")
  }()

  static func randomBytes(_ count: Int) -> [UInt8] {
    _ = ready
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }
}

/// Whether two secrets are equal, in a time that tells nothing but their lengths.
package func constantTimeEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
  _ = Sodium.ready
  return a.count == b.count && sodium_memcmp(a, b, a.count) == 0
}

extension String {
  /// The text before the zero byte that ends C's strings.
  init(terminated bytes: [CChar]) {
    self.init(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
