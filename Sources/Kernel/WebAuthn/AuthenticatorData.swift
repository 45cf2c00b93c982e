/// What an authenticator says of itself and of what it did (Web Authentication, 6.1).
package struct AuthenticatorData: Hashable, Sendable {
  /// SHA-256 of the host that it took the site for.
  package let relyingPartyHash: [UInt8]
  package let flags: Flags
  /// Rises with every use; always zero where an authenticator does not count.
  package let counter: UInt32
  /// A new key, in a registration.
  package let credential: AttestedCredential?

  package struct Flags: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let userPresent = Flags(rawValue: 0x01)
    package static let userVerified = Flags(rawValue: 0x04)
    /// May be copied to the person's other devices.
    package static let backupEligible = Flags(rawValue: 0x08)
    /// Has been copied.
    package static let backedUp = Flags(rawValue: 0x10)
    package static let hasCredential = Flags(rawValue: 0x40)
    package static let hasExtensions = Flags(rawValue: 0x80)
  }

  package init(_ bytes: [UInt8]) throws(WebAuthnError) {
    var reader = CBORReader(bytes[...])
    relyingPartyHash = Array(try reader.take(32))
    flags = Flags(rawValue: try reader.take(1).reduce(0) { $1 })
    counter = try reader.take(4).reduce(0) { $0 << 8 | UInt32($1) }
    credential = flags.contains(.hasCredential) ? try AttestedCredential(&reader) : nil
    if flags.contains(.hasExtensions), try reader.value().map == nil { throw .malformed(.unsupportedType) }
    guard reader.rest.isEmpty else { throw .malformed(.trailingBytes) }
    guard flags.contains(.backupEligible) || !flags.contains(.backedUp) else {
      throw .malformed(.contradictingFlags)
    }
  }
}

/// A key that was made just now (6.5.1).
package struct AttestedCredential: Hashable, Sendable {
  /// Which make of authenticator; zeros where it keeps that to itself.
  package let model: [UInt8]
  package let id: [UInt8]
  /// As it is to be kept.
  package let keyBytes: [UInt8]
  package let key: CredentialKey

  /// The longest name that a key may have.
  static let longestID = 1023

  init(_ reader: inout CBORReader) throws(WebAuthnError) {
    model = Array(try reader.take(16))
    let length = try reader.take(2).reduce(0) { $0 << 8 | Int($1) }
    guard length > 0 else { throw .malformed(.tooShort) }
    guard length <= AttestedCredential.longestID else { throw .malformed(.tooLong) }
    id = Array(try reader.take(length))
    let before = reader.rest
    let cbor = try reader.value()
    keyBytes = Array(before.prefix(before.count - reader.rest.count))
    key = try CredentialKey(cbor)
  }
}
