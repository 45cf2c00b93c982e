import Basics
import Database
import Lists
import Tenancy

extension Customer {
  package static func find(_ id: ID, in db: TenantDatabase) async throws -> Customer {
    try await db.one(
      """
      select id, number, source_key, name, country
        from customers
       where tenant_id = \(db.tenant) and id = \(id)
      """)
  }

  /// The keys of a source's customers, who are made where they are new, in the order given.
  ///
  /// They live in the country of the latest line that names one. For imports, in whose transaction it runs.
  package static func adopt(_ named: [NamedCustomer], of source: String, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    if named.isEmpty { return [:] }
    var ids = try await known(named.map(\.key), of: source, in: db)
    let new = named.filter { ids[$0.key] == nil }
    let old = named.compactMap { customer in ids[customer.key].map { (id: $0, customer: customer) } }
    if !new.isEmpty { ids.merge(try await add(new, of: source, in: db)) { _, added in added } }
    if !old.isEmpty { try await move(old, in: db) }
    return ids
  }

  private static func known(_ keys: [String], of source: String, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    let found = try await db.all(
      """
      select source_key, id
        from customers
       where tenant_id = \(db.tenant) and source = \(source) and source_key = any(\(keys))
      """,
      as: KeyedID.self)
    return Dictionary(uniqueKeysWithValues: found.map { ($0.key, $0.id) })
  }

  private static func add(_ new: [NamedCustomer], of source: String, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    let numbers = try await Counter.next("customers", count: new.count, in: db)
    let added = try await db.runAll(
      """
      insert into customers (tenant_id, id, number, source, source_key, name, country, country_at, created_at)
      select \(db.tenant), id, number, \(source), key, key, country, country_at, \(Instant.now)
        from unnest(\(new.map { _ in ID() }), \(Array(numbers)), \(new.map(\.key)),
                    \(new.map(\.country)), \(new.map(\.countryAt))) as u (id, number, key, country, country_at)
      on conflict do nothing
      returning source_key, id
      """,
      as: KeyedID.self)
    return Dictionary(uniqueKeysWithValues: added.map { ($0.key, $0.id) })
  }

  private static func move(_ old: [(id: ID, customer: NamedCustomer)], in db: TenantDatabase) async throws {
    try await db.run(
      """
      update customers c
         set country = u.country, country_at = u.country_at
        from unnest(\(old.map(\.id)), \(old.map(\.customer.country)), \(old.map(\.customer.countryAt)))
             as u (id, country, country_at)
       where c.tenant_id = \(db.tenant) and c.id = u.id and u.country <> '' and c.country_at <= u.country_at
      """)
  }
}

/// A customer as an import meets them.
package struct NamedCustomer: Sendable {
  package let key: String
  package private(set) var country: String
  /// The time of the line that named the country.
  package private(set) var countryAt: Instant

  package init(key: String, country: String, at time: Instant) {
    self.key = key
    self.country = country
    countryAt = country.isEmpty ? Instant(seconds: 0) : time
  }

  /// Takes the country of another line if that is later, or as late and further down.
  package mutating func meet(country: String, at time: Instant) {
    guard !country.isEmpty, countryAt <= time else { return }
    self.country = country
    countryAt = time
  }
}

private struct KeyedID: FromRow {
  let key: String
  let id: Customer.ID

  init(row: inout Row) throws {
    key = try row.next()
    id = try row.next()
  }
}

extension Customer {
  /// Selects the keys of those who are called so, as `id`: by number, key, e-mail, phone, or the beginning of the name or
  /// of its last word.
  package static func keys(named words: String, in scope: ListScope) -> SQL {
    let key = words.lowercased()
    let phone = PhoneNumber(words)?.text ?? words
    return """
      select id from customers
       where tenant_id = \(scope.tenant)
         and (\(fragment: .begins("name_key", with: key)) or \(fragment: .begins("surname_key", with: key))
              or \(fragment: .begins("email_key", with: key)) or \(fragment: .begins("phone", with: phone))
              or \(fragment: .begins("source_key", with: words)) or number = \(Int(words.latinDigits) ?? -1))
      """
  }
}
