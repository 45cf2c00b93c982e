import Basics
import Vault

/// How somebody is reached: what is sealed of a customer, as one value.
package struct Contact: Sendable, Equatable {
  package var email = ""
  package var phone = ""
  package var address = ""
  package var postcode = ""

  package init(email: String = "", phone: String = "", address: String = "", postcode: String = "") {
    self.email = email
    self.phone = phone
    self.address = address
    self.postcode = postcode
  }

  package var isEmpty: Bool { self == Contact() }

  /// With what another one says where this one says nothing.
  func filled(by other: Contact) -> Contact {
    func first(_ part: KeyPath<Contact, String>) -> String {
      self[keyPath: part].isEmpty ? other[keyPath: part] : self[keyPath: part]
    }
    return Contact(
      email: first(\.email), phone: first(\.phone), address: first(\.address), postcode: first(\.postcode))
  }

  /// A key that is an address or a telephone number is not kept as it is, and may be all that is known.
  func filled(byKey key: String) -> Contact {
    if !SourceKey.isContact(key) { return self }
    return filled(
      by: EmailAddress(key).map { Contact(email: $0.text) } ?? Contact(phone: PhoneNumber(key)?.text ?? ""))
  }

  /// Ended by zero bytes, of which no text has one; what is added later comes behind.
  var bytes: [UInt8] {
    [email, phone, address, postcode].flatMap { $0.utf8.filter { $0 != 0 } + [0] }
  }

  init(bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
      String(decoding: $0, as: UTF8.self)
    }
    func part(_ index: Int) -> String { index < parts.count ? parts[index] : "" }
    self.init(email: part(0), phone: part(1), address: part(2), postcode: part(3))
  }
}

extension SealedColumn {
  static let contact = SealedColumn("customers", "contact")
  /// As it was before an import: what undoing that puts back.
  static let contactBefore = SealedColumn(copyOf: .contact, in: "import_changes", "contact", row: "row_id")
}
