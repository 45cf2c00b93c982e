import Basics
import Crypto

/// Whom a passkey is for: the host of the application, and the origin that its pages come from.
package struct RelyingParty: Hashable, Sendable {
  package let id: String
  package let origin: String

  package init(id: String, origin: String) {
    self.id = id
    self.origin = origin
  }

  /// What both ceremonies ask of an authenticator: that it took us for ourselves, was touched, and knows its owner.
  func check(_ said: AuthenticatorData) throws(WebAuthnError) {
    guard said.relyingPartyHash == SHA256.hash(id) else { throw .wrongRelyingParty }
    guard said.flags.contains(.userPresent) else { throw .userNotPresent }
    guard said.flags.contains(.userVerified) else { throw .userNotVerified }
  }
}
