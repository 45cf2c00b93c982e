import Basics

/// One row of a file of customers, read and understood. What is nil is not said.
package struct ImportedCustomer: Sendable, Equatable {
  /// What the source calls them.
  let key: String
  var name: String?
  var email: String?
  var phone: String?
  var address: String?
  var city: String?
  var region: String?
  var postcode: String?
  var country: String?
  var tags: [String]?
  var note: String?
  var acceptsMarketing: Bool?

  /// What somebody is called who is new and has no name.
  var anyName: String { (name ?? email ?? phone ?? key).cut(to: 200) }
}
