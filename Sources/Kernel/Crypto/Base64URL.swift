import CSodium

/// Bytes as text that needs no escape in a URL, without padding (RFC 4648, 5). Constant time for the same
/// length.
package enum Base64URL {
  package static func encode(_ bytes: [UInt8]) -> String {
    _ = Sodium.ready
    let length = sodium_base64_encoded_len(bytes.count, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    var text = [CChar](repeating: 0, count: length)
    sodium_bin2base64(&text, length, bytes, bytes.count, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    return String(terminated: text)
  }

  /// nil for what `encode` would not have written.
  package static func decode(_ text: String) -> [UInt8]? {
    _ = Sodium.ready
    var bytes = [UInt8](repeating: 0, count: text.utf8.count * 3 / 4)
    var length = 0
    let code = sodium_base642bin(
      &bytes, bytes.count, text, text.utf8.count, nil, &length, nil, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    return code == 0 && length == bytes.count ? bytes : nil
  }
}
