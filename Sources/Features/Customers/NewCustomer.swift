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
  /// Adds those that are new, each marked with who brought them, numbered in the order given; and gives the ids of
  /// all of them by key.
  @discardableResult
  package static func add<Origin>(
    _ customers: [NewCustomer], of source: String, by origin: RecordID<Origin>, in db: TenantDatabase
  ) async throws -> [String: ID] {
    if customers.isEmpty { return [:] }
    let known = try await ids(of: customers.map(\.key), of: source, in: db)
    let new = customers.filter { known[$0.key] == nil }
    if new.isEmpty { return known }
    let numbers = try await Counter.next("customers", count: new.count, in: db)
    let ids = new.map { _ in ID() }
    try await db.run(
      """
      insert into customers (
        tenant_id, id, number, source, source_key, name, email, phone, address, city, region, postcode, country,
        country_at, accepts_marketing, import_id, created_at)
      select \(db.tenant), id, number, \(source), key, name, email, phone, address, city, region, postcode, country,
             created_at, accepts_marketing, \(origin), created_at
        from unnest(\(ids), \(Array(numbers)), \(new.map(\.key)), \(new.map(\.name)), \(new.map(\.email)),
                    \(new.map(\.phone)), \(new.map(\.address)), \(new.map(\.city)), \(new.map(\.region)),
                    \(new.map(\.postcode)), \(new.map(\.country)), \(new.map(\.acceptsMarketing)),
                    \(new.map(\.createdAt)))
             as u (id, number, key, name, email, phone, address, city, region, postcode, country,
                   accepts_marketing, created_at)
      returning id
      """)
    return known.merging(zip(new.map(\.key), ids)) { _, added in added }
  }

  /// The ids of a source's customers, by the keys that it gives them; those it does not have are left out.
  package static func ids(of keys: [String], of source: String, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    let found = try await db.all(
      """
      select source_key, id
        from customers
       where tenant_id = \(db.tenant) and source = \(source) and source_key = any(\(keys))
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
