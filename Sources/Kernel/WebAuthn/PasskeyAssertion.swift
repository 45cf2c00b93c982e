import Crypto

/// A passkey's answer to a challenge (Web Authentication, 7.2).
package struct PasskeyAssertion: Sendable {
  /// Which passkey says that it signed.
  package let credentialID: [UInt8]
  /// Whose it is, by what was given at its registration; nil where the authenticator does not keep it.
  package let userHandle: [UInt8]?
  private let client: ClientData
  private let said: AuthenticatorData
  private let saidBytes: [UInt8]
  private let signature: [UInt8]

  package init(
    credentialID: [UInt8], userHandle: [UInt8]?, clientData: [UInt8], authenticatorData: [UInt8],
    signature: [UInt8]
  ) throws(WebAuthnError) {
    guard credentialID.count <= AttestedCredential.longestID, signature.count <= 1024 else {
      throw .malformed(.tooLong)
    }
    client = try ClientData(clientData)
    said = try AuthenticatorData(authenticatorData)
    saidBytes = authenticatorData
    self.credentialID = credentialID
    self.userHandle = userHandle
    self.signature = signature
  }

  /// Checks the answer against a passkey that was kept, and gives what is to be kept anew. The caller uses up the
  /// challenge, whatever comes of it, and writes the counter only where it is still below.
  /// - Throws: `counterDidNotRise` only when everything else is right.
  package func check(_ passkey: KnownPasskey, challenge: [UInt8], for party: RelyingParty)
    throws(WebAuthnError)
    -> PasskeyUse
  {
    guard passkey.id == credentialID else { throw .otherCredential }
    try client.check(.assertion, challenge, party)
    try party.check(said)
    let key = try CredentialKey(stored: passkey.key)
    guard key.key.verifies(signature, of: saidBytes + client.hash) else { throw .wrongSignature }
    if said.counter != 0 || passkey.counter != 0, said.counter <= passkey.counter { throw .counterDidNotRise }
    return PasskeyUse(counter: said.counter, isBackedUp: said.flags.contains(.backedUp))
  }
}

/// A passkey as it was kept.
package struct KnownPasskey: Hashable, Sendable {
  package let id: [UInt8]
  package let key: [UInt8]
  package let counter: UInt32

  package init(id: [UInt8], key: [UInt8], counter: UInt32) {
    self.id = id
    self.key = key
    self.counter = counter
  }
}

/// What a use of a passkey changes of it.
package struct PasskeyUse: Hashable, Sendable {
  package let counter: UInt32
  package let isBackedUp: Bool
}
