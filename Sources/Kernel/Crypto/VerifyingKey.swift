import COpenSSL

/// A public key that says whether a signature is its owner's: ECDSA on P-256 with SHA-256 (ES256), or RSA with
/// PKCS #1 v1.5 and SHA-256 (RS256), both of RFC 7518.
package enum VerifyingKey: Hashable, Sendable {
  /// The coordinates, 32 bytes each.
  case es256(x: [UInt8], y: [UInt8])
  /// Big-endian, without leading zeros.
  case rs256(modulus: [UInt8], exponent: [UInt8])

  /// Whether libcrypto takes it: a point of the curve; a modulus of 2048 to 4096 bits and an odd exponent of at most 32.
  package var isValid: Bool { withKey { _ in true } ?? false }

  /// Whether the owner of this key signed the message. An ES256 signature comes as DER, as authenticators give it. What
  /// is no signature, or no key, is false.
  package func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    withKey { key in
      guard let context = EVP_MD_CTX_new() else { return false }
      defer { EVP_MD_CTX_free(context) }
      guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else { return false }
      return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    } ?? false
  }

  /// Hands out libcrypto's form of the key, which lives for the call only.
  private func withKey<Result>(_ body: (OpaquePointer) -> Result) -> Result? {
    guard isPlausible else { return nil }
    // A refused key or signature leaves its reasons in this thread's queue.
    defer { ERR_clear_error() }
    let der = subjectPublicKeyInfo
    return der.withUnsafeBufferPointer { bytes in
      // Points into `bytes` for this call only; libcrypto moves it along as it reads.
      var place = bytes.baseAddress
      guard let key = d2i_PUBKEY(nil, &place, bytes.count) else { return nil }
      defer { EVP_PKEY_free(key) }
      return body(key)
    }
  }

  private var isPlausible: Bool {
    switch self {
    case .es256(let x, let y): x.count == 32 && y.count == 32
    case .rs256(let modulus, let exponent):
      (256...512).contains(modulus.count) && modulus[0] >= 0x80 && (1...4).contains(exponent.count)
        && exponent[0] != 0 && exponent.last.map { $0 & 1 == 1 } == true && exponent != [1]
    }
  }

  /// As RFC 5280 writes a public key, which libcrypto reads in every version.
  private var subjectPublicKeyInfo: [UInt8] {
    switch self {
    case .es256(let x, let y):
      let p256: [UInt8] = [
        0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE,
        0x3D,
        0x03, 0x01, 0x07,
      ]
      return DER.sequence([p256, DER.bits([0x04] + x + y)])
    case .rs256(let modulus, let exponent):
      let rsa: [UInt8] = [
        0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
      ]
      return DER.sequence([rsa, DER.bits(DER.sequence([DER.number(modulus), DER.number(exponent)]))])
    }
  }
}

/// The little of DER (X.690) that a public key is written in.
private enum DER {
  static func sequence(_ parts: [[UInt8]]) -> [UInt8] { element(0x30, parts.flatMap(\.self)) }

  static func bits(_ bytes: [UInt8]) -> [UInt8] { element(0x03, [0] + bytes) }

  static func number(_ bytes: [UInt8]) -> [UInt8] { element(0x02, (bytes[0] >= 0x80 ? [0] : []) + bytes) }

  private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let count = content.count
    let length: [UInt8] =
      switch count {
      case ..<0x80: [UInt8(count)]
      case ..<0x100: [0x81, UInt8(count)]
      default: [0x82, UInt8(count >> 8), UInt8(count & 0xFF)]
      }
    return [tag] + length + content
  }
}
