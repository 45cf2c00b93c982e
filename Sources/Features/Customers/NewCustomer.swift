import Basics
import Database
import Tenancy

/// A customer, as somebody brings them who knows all of them.
package struct NewCustomer: Sendable {
  package let key: String
  package let name: String
  package var email = ""
  package var phone = ""
  package var address = ""
  package var city = ""
  package var region = ""
  package var postcode = ""
  package var country = ""
  package var acceptsMarketing: Bool?
  package let createdAt: Instant

  package init(key: String, name: String, createdAt: Instant) {
    self.key = key
    self.name = name
    self.createdAt = createdAt
  }

  var contact: Contact { Contact(email: email, phone: phone, address: address, postcode: postcode) }
}

extension Customer {
  /// Adds customers, each marked with who brought them, numbered in the order given. None of them may be there
  /// already.
  package static func add<Origin>(
    _ customers: [NewCustomer], of source: String, by origin: RecordID<Origin>, in db: TenantDatabase
  ) async throws {
    if customers.isEmpty { return }
    let ids = customers.map { _ in ID() }
    let prints = try await ContactPrints(in: db)
    let sealed = try await SealedContacts(
      zip(ids, customers).map { (id: $0, contact: $1.contact.filled(byKey: $1.key)) }, prints, in: db)
    let numbers = try await Counter.next("customers", count: customers.count, in: db)
    try await db.run(
      """
      insert into customers (
        tenant_id, id, number, source, source_key, name, contact, email_print, phone_print, city, region, country,
        country_at, accepts_marketing, import_id, created_at)
      select \(db.tenant), id, number, \(source), key, name, contact, email_print, phone_print, city, region, country,
             created_at, accepts_marketing, \(origin), created_at
        from unnest(\(ids), \(Array(numbers)), \(customers.map { prints.stored($0.key) }),
                    \(customers.map { ContactMask.name($0.name) }), \(sealed.values), \(sealed.emails), \(sealed.phones),
                    \(customers.map(\.city)), \(customers.map(\.region)), \(customers.map(\.country)), \(customers.map(\.acceptsMarketing)),
                    \(customers.map(\.createdAt)))
             as u (id, number, key, name, contact, email_print, phone_print, city, region, country,
                   accepts_marketing, created_at)
      returning id
      """)
  }

  /// The ids of a source's customers, by the keys that it gives them; those it does not have are left out.
  package static func ids(of keys: [String], of source: String, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    let prints = try await ContactPrints(in: db, isNeeded: keys.contains { SourceKey.isContact($0) })
    let found = try await db.all(
      """
      select u.key, c.id
        from unnest(\(keys), \(keys.map { prints.stored($0) })) as u (key, stored)
        join customers c on c.tenant_id = \(db.tenant) and c.source = \(source) and c.source_key = u.stored
      """,
      as: FoundCustomer.self)
    return Dictionary(uniqueKeysWithValues: found.map { ($0.key, $0.id) })
  }
}

private struct FoundCustomer: FromRow {
  let key: String
  let id: Customer.ID

  init(row: inout Row) throws {
    key = try row.next()
    id = try row.next()
  }
}
