import Crypto

/// A new passkey, as the browser hands it over (Web Authentication, 7.1).
///
/// Who made the authenticator is not asked: an attestation is read for its form and not trusted, so any of the person's
/// devices will do, and none tells its serial number.
package struct PasskeyRegistration: Sendable {
  private let client: ClientData
  private let said: AuthenticatorData
  private let credential: AttestedCredential

  /// More than any chain of certificates takes.
  package static let longest = 32 << 10

  package init(clientData: [UInt8], attestation: [UInt8]) throws(WebAuthnError) {
    guard attestation.count <= PasskeyRegistration.longest else { throw .malformed(.tooLong) }
    client = try ClientData(clientData)
    let object = try CBOR(attestation)
    guard object["fmt"]?.text != nil, object["attStmt"]?.map != nil, let bytes = object["authData"]?.bytes
    else {
      throw .malformed(.missingField)
    }
    said = try AuthenticatorData(bytes)
    guard let credential = said.credential else { throw .malformed(.missingField) }
    self.credential = credential
  }

  /// The passkey, if it was made for this challenge of ours. The caller uses up the challenge, whatever comes of it, and
  /// refuses an id that is known.
  package func passkey(challenge: [UInt8], for party: RelyingParty) throws(WebAuthnError) -> NewPasskey {
    try client.check(.registration, challenge, party)
    try party.check(said)
    return NewPasskey(
      id: credential.id, key: credential.keyBytes, model: credential.model, counter: said.counter,
      isBackupEligible: said.flags.contains(.backupEligible), isBackedUp: said.flags.contains(.backedUp))
  }
}

/// What is to be kept of a passkey.
package struct NewPasskey: Hashable, Sendable {
  /// The authenticator's name for it, up to 1023 bytes.
  package let id: [UInt8]
  /// For `CredentialKey(stored:)`.
  package let key: [UInt8]
  /// Which make of authenticator, 16 bytes.
  package let model: [UInt8]
  package let counter: UInt32
  package let isBackupEligible: Bool
  package let isBackedUp: Bool
}
