import Basics

/// Whom a passkey is for: the host of the application, and the origin that its pages come from.
package struct RelyingParty: Hashable, Sendable {
  package let id: String
  package let origin: String

  package init(id: String, origin: String) {
    self.id = id
    self.origin = origin
  }
}
