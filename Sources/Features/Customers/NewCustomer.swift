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
}

extension Customer {
  /// Adds customers, each marked with who brought them, numbered in the order given. None of them may be there
  /// already.
  package static func add<Origin>(
    _ customers: [NewCustomer], of source: String, by origin: RecordID<Origin>, in db: TenantDatabase
  ) async throws {
    if customers.isEmpty { return }
    let numbers = try await Counter.next("customers", count: customers.count, in: db)
    try await db.run(
      """
      insert into customers (
        tenant_id, id, number, source, source_key, name, email, phone, address, city, region, postcode, country,
        country_at, accepts_marketing, import_id, created_at)
      select \(db.tenant), id, number, \(source), key, name, email, phone, address, city, region, postcode, country,
             created_at, accepts_marketing, \(origin), created_at
        from unnest(\(customers.map { _ in ID() }), \(Array(numbers)), \(customers.map(\.key)), \(customers.map(\.name)), \(customers.map(\.email)),
                    \(customers.map(\.phone)), \(customers.map(\.address)), \(customers.map(\.city)), \(customers.map(\.region)),
                    \(customers.map(\.postcode)), \(customers.map(\.country)), \(customers.map(\.acceptsMarketing)),
                    \(customers.map(\.createdAt)))
             as u (id, number, key, name, email, phone, address, city, region, postcode, country,
                   accepts_marketing, created_at)
      returning id
      """)
  }

  /// The ids of a source's customers, by the keys that it gives them; those it does not have are left out.
  package static func ids(of keys: [String], of source: String, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    let found = try await db.all(
      """
      select c.source_key, c.id
        from unnest(\(keys)) as u (key)
        join customers c on c.tenant_id = \(db.tenant) and c.source = \(source) and c.source_key = u.key
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
