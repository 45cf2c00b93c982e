import Basics
import Database
import Vault

/// Contacts of some customers as their rows are to hold them.
struct SealedContacts: Sendable {
  struct One: Sendable {
    /// Nil where there is nothing to seal.
    var value: [UInt8]?
    let email: [UInt8]?
    let phone: [UInt8]?
  }

  private var all: [One]
  private let places: [Customer.ID: Int]

  init(_ contacts: [(id: Customer.ID, contact: Contact)], _ prints: ContactPrints, in db: TenantDatabase)
    async throws
  {
    all = contacts.map { One(email: prints.email($0.contact.email), phone: prints.phone($0.contact.phone)) }
    places = Dictionary(contacts.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let filled = contacts.indices.filter { !contacts[$0].contact.isEmpty }
    let sealed = try await db.vault.seal(
      filled.map { (row: "\(contacts[$0].id)", bytes: contacts[$0].contact.bytes) }, as: .contact, in: db)
    for (place, value) in zip(filled, sealed) { all[place].value = value }
  }

  subscript(id: Customer.ID) -> One? { places[id].map { all[$0] } }

  /// In the order given.
  var values: [[UInt8]?] { all.map(\.value) }
  var emails: [[UInt8]?] { all.map(\.email) }
  var phones: [[UInt8]?] { all.map(\.phone) }
}

/// A contact as it stands in its row.
struct SealedContact: Sendable {
  let id: Customer.ID
  /// Nil where there is none.
  let value: [UInt8]?

  /// Each in its order; nil for those that nobody can read any more.
  static func open(_ all: [SealedContact], in db: TenantDatabase) async throws -> [Contact?] {
    var contacts: [Contact?] = all.map { $0.value == nil ? Contact() : nil }
    let places = all.indices.filter { all[$0].value != nil }
    if places.isEmpty { return contacts }
    let opened = try await db.vault.openReadable(
      places.map { (row: "\(all[$0].id)", bytes: all[$0].value ?? []) }, as: .contact, in: db)
    for (place, bytes) in zip(places, opened) { contacts[place] = bytes.map { Contact(bytes: $0) } }
    return contacts
  }
}

extension SealedContact: FromRow {
  init(row: inout Row) throws {
    id = try row.next()
    value = try row.next()
  }
}
