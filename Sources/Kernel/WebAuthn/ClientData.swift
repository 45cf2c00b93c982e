import Crypto
import FoundationEssentials

/// What the browser says of a ceremony: for which page, and answering which challenge (Web Authentication, 5.8.1).
package struct ClientData: Hashable, Sendable {
  package enum Ceremony: String, Sendable {
    case registration = "webauthn.create"
    case assertion = "webauthn.get"
  }

  private let type: String
  /// As it stands there: base64url.
  package let challenge: String
  private let origin: String
  private let crossOrigin: Bool
  /// SHA-256 of the bytes as they came, which the authenticator signed.
  package let hash: [UInt8]

  private struct Fields: Decodable {
    let type: String
    let challenge: String
    let origin: String
    let crossOrigin: Bool?
    let topOrigin: String?
  }

  /// Some hundred bytes at most, says every browser.
  package static let longest = 4096

  package init(_ bytes: [UInt8]) throws(WebAuthnError) {
    guard bytes.count <= ClientData.longest else { throw .malformed(.tooLong) }
    // A mark of the byte order stands in front of no browser's, and would be read as part of it by some readers.
    guard bytes.first == UInt8(ascii: "{"),
      let fields = try? JSONDecoder().decode(Fields.self, from: Data(bytes))
    else {
      throw .malformed(.notJSON)
    }
    (type, challenge, origin) = (fields.type, fields.challenge, fields.origin)
    crossOrigin = fields.crossOrigin == true || fields.topOrigin != nil
    hash = SHA256.hash(bytes)
  }

  func check(_ ceremony: Ceremony, _ expected: [UInt8], _ party: RelyingParty) throws(WebAuthnError) {
    guard type == ceremony.rawValue else { throw .wrongType }
    guard let answered = Base64URL.decode(challenge), constantTimeEqual(answered, expected) else {
      throw .wrongChallenge
    }
    guard origin == party.origin else { throw .wrongOrigin }
    if crossOrigin { throw .crossOrigin }
  }
}
