import Testing
import WebAuthn

@Suite struct `Whom a passkey is for` {
  @Test func `is its host and its origin`() {
    #expect(RelyingParty(id: "localhost", origin: "http://localhost:1") != RelyingParty(id: "localhost", origin: "http://localhost:2"))
  }
}
