import Basics
import Crypto
import Testing

@testable import WebAuthn

@Suite struct `A passkey` {
  static let all = [Ceremonies.es256, .rs256]
  private let party = Ceremonies.party

  @Test(arguments: all) func `is registered, and signs in`(_ said: Ceremonies) throws {
    let new = try said.registered()
    #expect(new.id == said.id)
    #expect(new.counter == 1)
    #expect(new.model == [UInt8](repeating: 0, count: 16))
    let use = try said.assertion().check(said.known(), challenge: Ceremonies.assertionChallenge, for: party)
    #expect(use.counter == 2)
  }

  @Test(arguments: all) func `is refused with a signature that was changed anywhere`(_ said: Ceremonies)
    throws
  {
    for place in stride(from: 0, to: said.signature.count, by: 7) {
      var signature = said.signature
      signature[place] ^= 1
      try expect(.wrongSignature, said.assertion(signature: signature), said)
    }
    try expect(.wrongSignature, said.assertion(signature: []), said)
    try expect(.wrongSignature, said.assertion(signature: said.signature + [0]), said)
  }

  @Test func `is refused with another's key`() throws {
    let (a, b) = (Ceremonies.es256, Ceremonies.rs256)
    let known = KnownPasskey(id: a.id, key: try b.registered().key, counter: 0)
    #expect(throws: WebAuthnError.wrongSignature) {
      try a.assertion().check(known, challenge: Ceremonies.assertionChallenge, for: party)
    }
    #expect(throws: WebAuthnError.otherCredential) {
      try a.assertion().check(b.known(), challenge: Ceremonies.assertionChallenge, for: party)
    }
  }

  @Test func `is refused for another challenge, origin or host`() throws {
    let said = Ceremonies.es256
    let known = try said.known()
    #expect(throws: WebAuthnError.wrongChallenge) {
      try said.assertion().check(known, challenge: Ceremonies.registrationChallenge, for: party)
    }
    for origin in [
      "https://haat.example:8443", "http://haat.example", "https://evil.haat.example",
      "https://haat.example/",
    ] {
      #expect(throws: WebAuthnError.wrongOrigin) {
        try said.assertion().check(
          known, challenge: Ceremonies.assertionChallenge, for: RelyingParty(id: party.id, origin: origin))
      }
    }
    #expect(throws: WebAuthnError.wrongRelyingParty) {
      try said.assertion().check(
        known, challenge: Ceremonies.assertionChallenge,
        for: RelyingParty(id: "example", origin: party.origin))
    }
    #expect(throws: WebAuthnError.wrongChallenge) {
      _ = try PasskeyRegistration(clientData: said.created, attestation: said.attestation)
        .passkey(challenge: Ceremonies.assertionChallenge, for: party)
    }
  }

  @Test func `of a registration is none of a sign-in, nor the other way round`() throws {
    let said = Ceremonies.es256
    let (created, got) = (said.created, said.got)
    #expect(throws: WebAuthnError.wrongType) {
      try said.assertion(client: created).check(
        said.known(), challenge: Ceremonies.registrationChallenge, for: party)
    }
    #expect(throws: WebAuthnError.wrongType) {
      try PasskeyRegistration(clientData: got, attestation: said.attestation)
        .passkey(challenge: Ceremonies.assertionChallenge, for: party)
    }
  }

  @Test func `of a page in a frame of somebody else is refused`() throws {
    let said = Ceremonies.es256
    for change in [
      ("\"crossOrigin\":false", "\"crossOrigin\":true"),
      ("\"crossOrigin\":false", "\"crossOrigin\":false,\"topOrigin\":\"https://evil.example\""),
    ] {
      let client = Array(String(decoding: said.got, as: UTF8.self).replacing(change.0, with: change.1).utf8)
      try expect(.crossOrigin, said.assertion(client: client), said)
    }
  }

  @Test(arguments: [
    (UInt8(0x04), WebAuthnError.userNotPresent), (0x01, .userNotVerified), (0x00, .userNotPresent),
  ])
  func `that nobody touched or that did not look who it is is refused`(flags: UInt8, error: WebAuthnError)
    throws
  {
    let said = Ceremonies.es256
    var bytes = said.authenticatorData
    bytes[32] = flags
    try expect(error, said.assertion(data: bytes), said)
    var attestation = said.attestation
    let place = try #require(attestation.firstRange(of: SHA256.hash(party.id))).upperBound
    attestation[place] = flags | 0x40
    #expect(throws: error) {
      try PasskeyRegistration(clientData: said.created, attestation: attestation)
        .passkey(challenge: Ceremonies.registrationChallenge, for: party)
    }
  }

  @Test(arguments: [(UInt32(2), false), (3, false), (.max, false), (1, true), (0, true)])
  func `whose counter does not rise is refused`(known: UInt32, isRight: Bool) throws {
    let said = Ceremonies.es256
    let key = KnownPasskey(id: said.id, key: try said.registered().key, counter: known)
    let check = { try said.assertion().check(key, challenge: Ceremonies.assertionChallenge, for: party) }
    if isRight {
      #expect(try check().counter == 2)
    } else {
      #expect(throws: WebAuthnError.counterDidNotRise) { try check() }
    }
  }

  @Test func `with bytes behind its data, or a backup that cannot be, is refused`() {
    let said = Ceremonies.es256
    #expect(throws: WebAuthnError.malformed(.trailingBytes)) {
      try said.assertion(data: said.authenticatorData + [0])
    }
    var bytes = said.authenticatorData
    bytes[32] = 0x15
    #expect(throws: WebAuthnError.malformed(.contradictingFlags)) { try said.assertion(data: bytes) }
    bytes[32] = 0x85
    #expect(throws: WebAuthnError.malformed(.tooShort)) { try said.assertion(data: bytes) }
    #expect(throws: WebAuthnError.malformed(.tooShort)) { try said.assertion(data: Array(bytes.prefix(36))) }
  }

  @Test func `cut off anywhere at its registration is refused`() {
    let said = Ceremonies.es256
    for count in 0..<said.attestation.count {
      #expect(throws: WebAuthnError.self) {
        try PasskeyRegistration(clientData: said.created, attestation: Array(said.attestation.prefix(count)))
      }
    }
  }

  @Test(arguments: [
    "", "{", "[]", "{}", "{\"type\":1,\"challenge\":\"\",\"origin\":\"\"}", "\u{FEFF}{\"type\":\"\"}", "null",
    "{\"type\":\"webauthn.get\",\"challenge\":\"a\"}",
    "{\"a\":\"" + String(repeating: "a", count: 5000) + "\"}",
  ]) func `with client data that is none is refused`(text: String) {
    #expect(throws: WebAuthnError.self) { try ClientData(Array(text.utf8)) }
  }

  @Test func `keys of other kinds, or none, are refused`() throws {
    let key = try CBOR(try Ceremonies.es256.registered().key)
    let good = try #require(key.map)
    func changed(_ label: Int, _ value: CBOR?) -> CBOR {
      var map = good
      map[CBOR(label)] = value
      return .map(map)
    }
    #expect(try CredentialKey(changed(5, CBOR(1))).key.isValid)
    for bad in [
      changed(1, CBOR(3)), changed(3, CBOR(-8)), changed(3, CBOR(-257)), changed(-1, CBOR(2)),
      changed(-2, nil),
      changed(-2, .bytes([])), changed(-2, .bytes([UInt8](repeating: 1, count: 32))),
      changed(-3, .bytes([UInt8](repeating: 0, count: 33))), .map([:]), CBOR(1),
    ] {
      #expect(throws: WebAuthnError.unsupportedKey) { try CredentialKey(bad) }
    }
  }

  private func expect(_ error: WebAuthnError, _ assertion: PasskeyAssertion, _ said: Ceremonies) throws {
    let known = try said.known()
    #expect(throws: error) {
      try assertion.check(known, challenge: Ceremonies.assertionChallenge, for: party)
    }
  }
}

extension Ceremonies {
  func registered() throws -> NewPasskey {
    try PasskeyRegistration(clientData: created, attestation: attestation)
      .passkey(challenge: Ceremonies.registrationChallenge, for: Ceremonies.party)
  }

  func known() throws -> KnownPasskey { KnownPasskey(id: id, key: try registered().key, counter: 1) }

  func assertion(client: [UInt8]? = nil, data: [UInt8]? = nil, signature: [UInt8]? = nil) throws
    -> PasskeyAssertion
  {
    try PasskeyAssertion(
      credentialID: id, userHandle: nil, clientData: client ?? got,
      authenticatorData: data ?? authenticatorData,
      signature: signature ?? self.signature)
  }
}
