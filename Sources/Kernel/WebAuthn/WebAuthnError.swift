/// Why what an authenticator or its browser says is not believed.
package enum WebAuthnError: Error, Hashable, Sendable {
  /// The bytes are not what they should be.
  case malformed(Malformation)
  /// A registration where a sign-in was asked for, or the other way round.
  case wrongType
  case wrongChallenge
  case wrongOrigin
  /// A page of somebody else held ours in a frame.
  case crossOrigin
  /// For another site's host.
  case wrongRelyingParty
  /// Nobody touched the authenticator.
  case userNotPresent
  /// The authenticator did not ask for a finger, a face or a number.
  case userNotVerified
  /// Neither ES256 nor RS256, or no valid key of these.
  case unsupportedKey
  case wrongSignature
  /// Signed with another key's name.
  case otherCredential
  /// The counter is not above the last one seen: there may be a copy of the authenticator.
  case counterDidNotRise

  package enum Malformation: Hashable, Sendable {
    case tooShort, tooLong, trailingBytes, tooDeep, duplicateKey, indefiniteLength, notShortest,
      unsupportedType
    case notText, notJSON, missingField, contradictingFlags
  }
}
