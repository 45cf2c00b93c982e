import CSodium

/// Keeps bytes secret and unaltered: XChaCha20-Poly1305 with a random nonce in front.
///
/// What is sealed opens only with the same key and the same associated bytes; put the account and the purpose
/// there.
package struct SealedBox: Sendable {
  private let key: SecretKey

  package init(key: SecretKey) { self.key = key }

  /// 40 bytes longer than what is sealed.
  package func seal(_ message: [UInt8], associated: [UInt8] = []) -> [UInt8] {
    let nonce = Sodium.randomBytes(SealedBox.nonceLength)
    var sealed = [UInt8](repeating: 0, count: message.count + SealedBox.tagLength)
    crypto_aead_xchacha20poly1305_ietf_encrypt(
      &sealed, nil, message, UInt64(message.count), associated, UInt64(associated.count), nil, nonce,
      key.bytes)
    return nonce + sealed
  }

  /// nil when anything was changed, or it was sealed with another key or other associated bytes.
  package func open(_ sealed: [UInt8], associated: [UInt8] = []) -> [UInt8]? {
    _ = Sodium.ready
    guard sealed.count >= SealedBox.nonceLength + SealedBox.tagLength else { return nil }
    let body = Array(sealed[SealedBox.nonceLength...])
    var message = [UInt8](repeating: 0, count: body.count - SealedBox.tagLength)
    let code = crypto_aead_xchacha20poly1305_ietf_decrypt(
      &message, nil, nil, body, UInt64(body.count), associated, UInt64(associated.count), sealed, key.bytes)
    return code == 0 ? message : nil
  }

  private static let nonceLength = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
  private static let tagLength = Int(crypto_aead_xchacha20poly1305_ietf_ABYTES)
}
