import Basics

/// Who did something, and from where.
package struct Actor: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case person, token, job, command
  }

  package let kind: Kind
  /// Nil for what acts by itself.
  package let person: PersonID?
  /// As it was at the time: names change.
  package let name: String
  package let address: String
  /// What the browser calls itself.
  package let device: String
  /// The request's number, or the job's.
  package let request: String

  package init(
    kind: Kind, person: PersonID? = nil, name: String, address: String = "", device: String = "",
    request: String = ""
  ) {
    self.kind = kind
    self.person = person
    self.name = name
    self.address = address
    self.device = device
    self.request = request
  }
}
