import Basics

/// One row of a file of customers, read and understood. What is nil is not said.
package struct ImportedCustomer: Sendable, Equatable {
  /// What the source calls them.
  let key: String
  /// It gives them no number of its own: the key is their address or telephone number.
  var isKeyedByContact = false
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

  /// What somebody is called who is new and has no name: names are kept in clear.
  var anyName: String {
    if let name { return name.cut(to: 200) }
    if let email { return ContactMask.email(email).cut(to: 200) }
    return (phone.map { ContactMask.phone($0) } ?? ContactMask.name(key)).cut(to: 200)
  }

  /// With what it says of another one.
  func contact(over known: Contact) -> Contact {
    Contact(
      email: email ?? known.email, phone: phone ?? known.phone, address: address ?? known.address,
      postcode: postcode ?? known.postcode)
  }

  /// A name that is an address or a telephone number names nobody, and is kept as what it is.
  mutating func takeContactOutOfName() {
    guard let said = name, SourceKey.isContact(said) else { return }
    name = nil
    if let address = EmailAddress(said) {
      email = email ?? address.text
    } else {
      phone = phone ?? PhoneNumber(said)?.text
    }
  }
}
