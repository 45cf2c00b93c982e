import Crypto

/// The public key of a passkey, as authenticators write it (COSE, RFC 9053).
package struct CredentialKey: Hashable, Sendable {
  /// ES256 and RS256, by their numbers in COSE, the preferred one first.
  package static let algorithms = [-7, -257]

  package let key: VerifyingKey

  package init(_ cbor: CBOR) throws(WebAuthnError) {
    switch (cbor[1]?.number, cbor[3]?.number) {
    case (2, -7):
      guard cbor[-1]?.number == 1, let x = cbor[-2]?.bytes, let y = cbor[-3]?.bytes else {
        throw .unsupportedKey
      }
      key = .es256(x: x, y: y)
    case (3, -257):
      guard let modulus = cbor[-1]?.bytes, let exponent = cbor[-2]?.bytes else { throw .unsupportedKey }
      key = .rs256(modulus: modulus, exponent: exponent)
    default: throw .unsupportedKey
    }
    guard key.isValid else { throw .unsupportedKey }
  }

  /// As it was kept.
  package init(stored bytes: [UInt8]) throws(WebAuthnError) { try self.init(CBOR(bytes)) }
}
