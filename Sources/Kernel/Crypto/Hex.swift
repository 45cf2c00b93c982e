import CSodium

/// Bytes as lower-case hexadecimal digits. Constant time for the same length.
package enum Hex {
  package static func encode(_ bytes: [UInt8]) -> String {
    _ = Sodium.ready
    var text = [CChar](repeating: 0, count: bytes.count * 2 + 1)
    sodium_bin2hex(&text, text.count, bytes, bytes.count)
    return String(terminated: text)
  }

  /// Reads digits in either case; nil for anything else and for half a byte.
  package static func decode(_ text: String) -> [UInt8]? {
    _ = Sodium.ready
    guard text.utf8.count.isMultiple(of: 2) else { return nil }
    var bytes = [UInt8](repeating: 0, count: text.utf8.count / 2)
    var length = 0
    let code = sodium_hex2bin(&bytes, bytes.count, text, text.utf8.count, nil, &length, nil)
    return code == 0 && length == bytes.count ? bytes : nil
  }
}
