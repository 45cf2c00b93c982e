import Basics
import Crypto
import FoundationEssentials
import WebAuthn

/// What the script of a page sends of a passkey: base64url in JSON, in one field of a form.
struct PasskeyAnswer: Decodable, Sendable {
  let id: String
  let clientData: String
  /// Of an assertion.
  let authenticatorData: String?
  let signature: String?
  let userHandle: String?
  /// Of a registration.
  let attestation: String?
  let transports: [String]?

  init(_ field: String) throws(WebAuthnError) {
    guard let answer = try? JSONDecoder().decode(PasskeyAnswer.self, from: Data(field.utf8)) else {
      throw .malformed(.notJSON)
    }
    self = answer
  }

  /// The challenge that it says it answers. Only to find it by: the ceremony checks it.
  var challenge: String { get throws(WebAuthnError) { try ClientData(bytes(clientData)).challenge } }

  func assertion() throws(WebAuthnError) -> PasskeyAssertion {
    try PasskeyAssertion(
      credentialID: bytes(id), userHandle: userHandle.map { text throws(WebAuthnError) in try bytes(text) },
      clientData: bytes(clientData), authenticatorData: bytes(authenticatorData), signature: bytes(signature))
  }

  func registration() throws(WebAuthnError) -> PasskeyRegistration {
    try PasskeyRegistration(clientData: bytes(clientData), attestation: bytes(attestation))
  }

  /// How the browser may ask for it again; only the names that there are.
  var knownTransports: [String] {
    let known = ["usb", "nfc", "ble", "internal", "hybrid", "smart-card"]
    return known.filter { transports?.contains($0) == true }
  }

  private func bytes(_ text: String?) throws(WebAuthnError) -> [UInt8] {
    guard let text, let bytes = Base64URL.decode(text) else { throw .malformed(.missingField) }
    return bytes
  }
}
