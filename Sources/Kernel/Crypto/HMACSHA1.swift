import COpenSSL

/// HMAC with SHA-1 (RFC 2104): what authenticator apps count with, and nothing else here does. SHA-1's collisions do
/// not touch it.
enum HMACSHA1 {
  /// The 20 bytes that vouch for a message.
  static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: 20)
    var length: UInt32 = 20
    let made = HMAC(EVP_sha1(), key, Int32(key.count), message, message.count, &code, &length)
    precondition(made != nil && length == 20, "libcrypto cannot be used on this machine")
    return code
  }
}
