import CSodium

/// HMAC with SHA-256 (RFC 2104), for keys of any length.
package enum HMACSHA256 {
  /// The 32 bytes that vouch for a message.
  package static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    _ = Sodium.ready
    var state = crypto_auth_hmacsha256_state()
    crypto_auth_hmacsha256_init(&state, key, key.count)
    crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
    var code = [UInt8](repeating: 0, count: 32)
    crypto_auth_hmacsha256_final(&state, &code)
    return code
  }

  /// Whether they vouch for it; the time taken tells nothing.
  package static func verify(_ code: [UInt8], for message: [UInt8], key: [UInt8]) -> Bool {
    constantTimeEqual(code, authenticate(message, key: key))
  }
}
