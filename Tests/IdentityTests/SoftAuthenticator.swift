import Basics
import COpenSSL
import Crypto
import TestKit

@testable import Identity

/// An authenticator that does what it is told, right or wrong. One passkey, ES256.
///
/// A class, because libcrypto's key is freed with it. Sendable: the key is made once and only read.
final class SoftAuthenticator: @unchecked Sendable {
  private let key: OpaquePointer
  let id = Token.random().hash
  /// What a hostile or broken one says.
  struct Lie {
    var origin = "http://localhost:8080"
    var host = "localhost"
    var flags: UInt8 = 0x05
    var id: [UInt8]?
    var handle: [UInt8]?
    var challenge: String?
  }

  init() throws {
    let context = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, nil)
    defer { EVP_PKEY_CTX_free(context) }
    var made: OpaquePointer?
    guard EVP_PKEY_keygen_init(context) == 1,
      EVP_PKEY_CTX_set_ec_paramgen_curve_nid(context, NID_X9_62_prime256v1) == 1,
      EVP_PKEY_keygen(context, &made) == 1, let made
    else { throw TestKitError("no key") }
    key = made
  }

  deinit { EVP_PKEY_free(key) }

  /// The field that a page's script would send for a registration.
  func registration(_ request: String, counter: UInt32 = 1, _ lie: Lie = Lie()) throws -> String {
    let data = data(lie, counter, attested: true)
    let attestation =
      [0xA3, 0x63] + Array("fmt".utf8) + [0x64] + Array("none".utf8) + [0x67] + Array("attStmt".utf8) + [
        0xA0, 0x68,
      ]
      + Array("authData".utf8) + [0x58, UInt8(data.count)] + data
    return """
      {"id":"\(Base64URL.encode(lie.id ?? id))","clientData":"\(Base64URL.encode(try client("create", request, lie)))",\
      "attestation":"\(Base64URL.encode(attestation))","transports":["internal","strange"]}
      """
  }

  /// The field that a page's script would send for a sign-in.
  func assertion(_ request: String, counter: UInt32, person: PersonID?, _ lie: Lie = Lie()) throws -> String {
    let client = try client("get", request, lie)
    let data = data(lie, counter, attested: false)
    let signature = try sign(data + SHA256.hash(client))
    let handle = (lie.handle ?? person?.handle).map { ",\"userHandle\":\"\(Base64URL.encode($0))\"" } ?? ""
    return """
      {"id":"\(Base64URL.encode(lie.id ?? id))","clientData":"\(Base64URL.encode(client))",\
      "authenticatorData":"\(Base64URL.encode(data))","signature":"\(Base64URL.encode(signature))"\(handle)}
      """
  }

  private func client(_ type: String, _ request: String, _ lie: Lie) throws -> [UInt8] {
    guard let from = request.firstRange(of: "\"challenge\":\"")?.upperBound else {
      throw TestKitError("no challenge")
    }
    let challenge = lie.challenge ?? String(request[from...].prefix { $0 != "\"" })
    return Array(
      "{\"type\":\"webauthn.\(type)\",\"challenge\":\"\(challenge)\",\"origin\":\"\(lie.origin)\",\"crossOrigin\":false}"
        .utf8)
  }

  private func data(_ lie: Lie, _ counter: UInt32, attested: Bool) -> [UInt8] {
    let head =
      SHA256.hash(lie.host) + [lie.flags | (attested ? 0x40 : 0)]
      + (0..<4).map { UInt8(truncatingIfNeeded: counter >> UInt32(24 - 8 * $0)) }
    guard attested else { return head }
    let point = publicPoint
    let id = lie.id ?? self.id
    return head + [UInt8](repeating: 0, count: 16) + [UInt8(id.count >> 8), UInt8(id.count & 255)] + id
      + [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20] + point[0..<32] + [0x22, 0x58, 0x20]
      + point[32..<64]
  }

  private var publicPoint: [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = Int(i2d_PUBKEY(key, &bytes))
    defer { CRYPTO_free(bytes, "", 0) }
    return Array(UnsafeBufferPointer(start: bytes, count: count).suffix(64))
  }

  private func sign(_ message: [UInt8]) throws -> [UInt8] {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var (signature, count) = ([UInt8](repeating: 0, count: 128), 128)
    guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
      EVP_DigestSign(context, &signature, &count, message, message.count) == 1
    else { throw TestKitError("no signature") }
    return Array(signature.prefix(count))
  }
}
