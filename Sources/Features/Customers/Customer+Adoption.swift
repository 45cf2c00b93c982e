import Basics
import Database
import Imports
import Tenancy

extension Customer {
  /// The keys of a source's customers, who are made where they are new, in the order given.
  ///
  /// They live where the latest line says that names a place; other details are taken where there are none. For imports, in
  /// whose transaction it runs.
  package static func adopt(_ named: [NamedCustomer], for target: ImportTarget, in db: TenantDatabase)
    async throws
    -> [String: ID]
  {
    if named.isEmpty { return [:] }
    var ids = try await known(named.map(\.key), of: target.source, in: db)
    let strangers = named.filter { ids[$0.key] == nil && !$0.email.isEmpty }
    if !strangers.isEmpty { ids.merge(try await known(byEmail: strangers, in: db)) { known, _ in known } }
    let new = named.filter { ids[$0.key] == nil }
    let old = named.compactMap { customer in ids[customer.key].map { (id: $0, customer: customer) } }
    if !new.isEmpty { ids.merge(try await add(new, for: target, in: db)) { _, added in added } }
    if !old.isEmpty { try await CustomerDetails(old).complete(for: target, in: db) }
    return ids
  }

  private static func known(_ keys: [String], of source: String, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    let found = try await db.all(
      """
      select u.key, c.id
        from unnest(\(keys)) as u (key)
       cross join lateral (
         select id from customers
          where tenant_id = \(db.tenant) and source = \(source) and source_key = u.key
         offset 0) c
      """,
      as: KeyedID.self)
    return Dictionary(uniqueKeysWithValues: found.map { ($0.key, $0.id) })
  }

  /// Those whom another file has brought under a key of its own: they are known by their e-mail address, the oldest first.
  private static func known(byEmail named: [NamedCustomer], in db: TenantDatabase) async throws -> [String:
    ID]
  {
    let found = try await db.all(
      """
      select distinct on (u.key) u.key, c.id
        from unnest(\(named.map(\.key)), \(named.map { $0.email.lowercased() })) as u (key, email)
       cross join lateral (
         select id from customers where tenant_id = \(db.tenant) and email_key = u.email order by id limit 1) c
       order by u.key, c.id
      """,
      as: KeyedID.self)
    return Dictionary(uniqueKeysWithValues: found.map { ($0.key, $0.id) })
  }

  private static func add(_ new: [NamedCustomer], for target: ImportTarget, in db: TenantDatabase)
    async throws
    -> [String: ID]
  {
    let numbers = try await Counter.next("customers", count: new.count, in: db)
    let added = try await db.runAll(
      """
      insert into customers (
        tenant_id, id, number, source, source_key, name, email, phone, country, region, city, country_at, created_at,
        import_id)
      select \(db.tenant), id, number, \(target.source), key, name, email, phone, country, region, city, country_at,
             \(target.now), \(target.id)
        from unnest(\(new.map { _ in ID() }), \(Array(numbers)), \(new.map(\.key)),
                    \(new.map { $0.name.isEmpty ? $0.key : $0.name }), \(new.map(\.email)), \(new.map(\.phone)),
                    \(new.map(\.country)), \(new.map(\.region)), \(new.map(\.city)), \(new.map(\.countryAt)))
             as u (id, number, key, name, email, phone, country, region, city, country_at)
      on conflict (tenant_id, source, source_key) do nothing
      returning source_key, id
      """,
      as: KeyedID.self)
    return Dictionary(uniqueKeysWithValues: added.map { ($0.key, $0.id) })
  }

  /// Notes customers as they are, before an import that has not made them changes them.
  package static func note(_ customers: [ID], for target: ImportTarget, in db: TenantDatabase) async throws {
    guard let id = target.id, !customers.isEmpty else { return }
    try await RowImage.note(
      .customers,
      """
      select c.id, to_jsonb(c)
        from customers c
       where c.tenant_id = \(db.tenant) and c.id = any(\(customers)) and c.import_id is distinct from \(id)
      """, for: target, in: db)
  }
}

/// What lines say of customers who are known already, by columns.
private struct CustomerDetails {
  private let ids: [Customer.ID]
  private let customers: [NamedCustomer]

  init(_ old: [(id: Customer.ID, customer: NamedCustomer)]) {
    ids = old.map(\.id)
    customers = old.map(\.customer)
  }

  func complete(for target: ImportTarget, in db: TenantDatabase) async throws {
    let changing = try await db.all(
      "select c.id from customers c, \(fragment: given) where \(fragment: changes(in: db))",
      as: Customer.ID.self)
    if changing.isEmpty { return }
    try await Customer.note(changing, for: target, in: db)
    try await db.run(
      """
      update customers c
         set country = case when u.moves then u.country else c.country end,
             region = case when u.moves then u.region else c.region end,
             city = case when u.moves then u.city else c.city end,
             country_at = case when u.moves then u.country_at else c.country_at end,
             name = case when c.name = c.source_key and u.name <> '' then u.name else c.name end,
             email = case when c.email = '' then u.email else c.email end,
             phone = case when c.phone = '' then u.phone else c.phone end
        from (select c.id, u.country, u.region, u.city, u.country_at, u.name, u.email, u.phone,
                     u.country <> '' and c.country_at <= u.country_at as moves
                from customers c, \(fragment: given)
               where \(fragment: changes(in: db))) u
       where c.tenant_id = \(db.tenant) and c.id = u.id
      """)
  }

  private var given: SQL {
    """
    unnest(\(ids), \(customers.map(\.country)), \(customers.map(\.region)), \(customers.map(\.city)),
           \(customers.map(\.countryAt)), \(customers.map(\.name)), \(customers.map(\.email)),
           \(customers.map(\.phone)))
      as u (id, country, region, city, country_at, name, email, phone)
    """
  }

  private func changes(in db: TenantDatabase) -> SQL {
    """
    c.tenant_id = \(db.tenant) and c.id = u.id and (
      (u.country <> '' and c.country_at <= u.country_at
        and (c.country, c.region, c.city, c.country_at) <> (u.country, u.region, u.city, u.country_at))
      or (c.name = c.source_key and u.name not in ('', c.name)) or (c.email = '' and u.email <> '')
      or (c.phone = '' and u.phone <> ''))
    """
  }
}

/// A customer as an import meets them.
package struct NamedCustomer: Sendable {
  package let key: String
  package private(set) var name = ""
  package private(set) var email = ""
  package private(set) var phone = ""
  package private(set) var country = ""
  package private(set) var region = ""
  package private(set) var city = ""
  /// The time of the line that named the country.
  package private(set) var countryAt = Instant(seconds: 0)

  package init(key: String) { self.key = key }

  /// Takes what another line says: the place if that is later, or as late and further down, the rest where it has none.
  package mutating func meet(
    name: String, email: String, phone: String, country: String, region: String, city: String,
    at time: Instant
  ) {
    if self.name.isEmpty { self.name = name }
    if self.email.isEmpty { self.email = email }
    if self.phone.isEmpty { self.phone = phone }
    guard !country.isEmpty, countryAt <= time else { return }
    (self.country, self.region, self.city, countryAt) = (country, region, city, time)
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
