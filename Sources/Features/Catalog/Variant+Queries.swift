import Basics
import Database
import Imports

extension Variant {
  /// The keys of what is sold under these codes; a product with one variant is made where they are new.
  ///
  /// A product bears the name of the latest line that sold it. For imports, in whose transaction it runs.
  package static func adopt(_ named: [NamedProduct], for target: ImportTarget, in db: TenantDatabase)
    async throws
    -> [String: ID]
  {
    if named.isEmpty { return [:] }
    let known = try await known(named.map(\.sku), in: db)
    var ids = known.mapValues(\.id)
    let new = named.filter { ids[$0.sku] == nil }
    if !new.isEmpty { ids.merge(try await add(new, for: target, in: db)) { _, added in added } }
    let renamed = named.compactMap { product in
      known[product.sku].flatMap { $0.takes(product) ? (id: $0.product, product: product) : nil }
    }
    if !renamed.isEmpty { try await rename(renamed, for: target, in: db) }
    return ids
  }

  /// Looked up one by one: the planner, which takes every business for a small one, would read all its variants, and
  /// compare each with every code.
  private static func known(_ skus: [String], in db: TenantDatabase) async throws -> [String: KnownName] {
    let found = try await db.all(
      """
      select u.sku, v.id, v.product_id, v.name, v.name_at
        from unnest(\(skus)) as u (sku)
       cross join lateral (
         select v.id, v.product_id, p.name, p.name_at
           from variants v
           join products p on p.tenant_id = \(db.tenant) and p.id = v.product_id
          where v.tenant_id = \(db.tenant) and v.sku = u.sku
         offset 0) v
      """,
      as: KnownName.self)
    return Dictionary(found.map { ($0.sku, $0) }) { known, _ in known }
  }

  private static func add(_ new: [NamedProduct], for target: ImportTarget, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    // The one variant of a product that nothing else is known of has the product's key.
    let made = try await db.runAll(
      """
      insert into products (tenant_id, id, source, source_key, name, name_at, created_at, import_id)
      select \(db.tenant), id, \(target.source), sku, name, name_at, \(target.now), \(target.id)
        from unnest(\(new.map { _ in ID() }), \(new.map(\.sku)), \(new.map(\.name)), \(new.map(\.nameAt)))
             as u (id, sku, name, name_at)
      on conflict (tenant_id, source, source_key) do nothing
      returning source_key, id
      """, as: KeyedID.self)
    let places = made.map { Place(sku: $0.sku, id: $0.id, product: $0.id, position: 1) }
    return try await add(
      places + newPlaces(beside: Set(made.map(\.sku)), of: new, for: target, in: db), for: target, in: db)
  }

  private static func add(_ places: [Place], for target: ImportTarget, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    let added = try await db.runAll(
      """
      insert into variants (tenant_id, id, product_id, position, sku, created_at, import_id)
      select \(db.tenant), id, product_id, position, sku, \(target.now), \(target.id)
        from unnest(\(places.map(\.id)), \(places.map(\.product)), \(places.map(\.position)), \(places.map(\.sku)))
             as u (id, product_id, position, sku)
      returning sku, id
      """,
      as: KeyedID.self)
    return Dictionary(uniqueKeysWithValues: added.map { ($0.sku, $0.id) })
  }

  /// A catalogue may have products under keys that are SKUs of none of their variants: a line that names one sold
  /// another variant of it, as far as anybody knows.
  private static func newPlaces(
    beside made: Set<String>, of new: [NamedProduct], for target: ImportTarget, in db: TenantDatabase
  ) async throws -> [Place] {
    let keys = new.map(\.sku).filter { !made.contains($0) }
    if keys.isEmpty { return [] }
    return try await db.all(
      """
      select u.sku, p.id, coalesce((select max(v.position) from variants v
                                     where v.tenant_id = \(db.tenant) and v.product_id = p.id), 0) + 1
        from unnest(\(keys)) as u (sku)
        join products p on p.tenant_id = \(db.tenant) and p.source = \(target.source) and p.source_key = u.sku
      """)
  }

  private static func rename(
    _ named: [(id: Product.ID, product: NamedProduct)], for target: ImportTarget, in db: TenantDatabase
  ) async throws {
    // Of the variants of one product, the latest line names it.
    let latest = Dictionary(named.map { ($0.id, $0.product) }) { $0.nameAt <= $1.nameAt ? $1 : $0 }
    let ids = latest.keys.sorted()
    let products = ids.compactMap { latest[$0] }
    try await Product.note(ids, for: target, in: db)
    try await db.run(
      """
      update products p
         set name = u.name, name_at = u.name_at
        from unnest(\(ids), \(products.map(\.name)), \(products.map(\.nameAt))) as u (id, name, name_at)
       where p.tenant_id = \(db.tenant) and p.id = u.id and p.name_at <= u.name_at
      """)
  }
}

/// A product as an import meets it.
package struct NamedProduct: Sendable {
  package let sku: String
  package private(set) var name = ""
  /// The time of the line that named it.
  package private(set) var nameAt = Instant(seconds: 0)

  package init(sku: String) { self.sku = sku }

  /// Takes the name of a line that sold it if that is later, or as late and further down.
  package mutating func meet(name: String, at time: Instant) {
    guard !name.isEmpty, nameAt <= time else { return }
    self.name = name
    nameAt = time
  }
}

/// What is sold under a code, with the name of its product.
private struct KnownName: FromRow {
  let sku: String
  let id: Variant.ID
  let product: Product.ID
  private let name: String
  private let nameAt: Instant

  init(row: inout Row) throws {
    sku = try row.next()
    id = try row.next()
    product = try row.next()
    name = try row.next()
    nameAt = try row.next()
  }

  func takes(_ named: NamedProduct) -> Bool {
    !named.name.isEmpty && nameAt <= named.nameAt && (name, nameAt) != (named.name, named.nameAt)
  }
}

/// Where a new variant goes.
private struct Place: FromRow {
  let sku: String
  let id: Variant.ID
  let product: Variant.ID
  let position: Int32

  init(sku: String, id: Variant.ID, product: Variant.ID, position: Int32) {
    self.sku = sku
    self.id = id
    self.product = product
    self.position = position
  }

  init(row: inout Row) throws {
    sku = try row.next()
    id = Variant.ID()
    product = try row.next()
    position = try row.next()
  }
}

private struct KeyedID: FromRow {
  let sku: String
  let id: Variant.ID

  init(row: inout Row) throws {
    sku = try row.next()
    id = try row.next()
  }
}

extension Variant {
  /// The keys of what is sold under these codes; codes that nobody sells are left out.
  package static func ids(of skus: [String], in db: TenantDatabase) async throws -> [String: ID] {
    try await known(skus, in: db).mapValues(\.id)
  }
}
