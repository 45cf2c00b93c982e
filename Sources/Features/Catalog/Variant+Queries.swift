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
    var ids = try await known(named.map(\.sku), in: db)
    let new = named.filter { ids[$0.sku] == nil }
    let old = named.compactMap { product in ids[product.sku].map { (id: $0, product: product) } }
    if !new.isEmpty { ids.merge(try await add(new, for: target, in: db)) { _, added in added } }
    if !old.isEmpty { try await rename(old, for: target, in: db) }
    return ids
  }

  private static func known(_ skus: [String], in db: TenantDatabase) async throws -> [String: ID] {
    let found = try await db.all(
      """
      select sku, id
        from variants
       where tenant_id = \(db.tenant) and sku = any(\(skus))
      """,
      as: KeyedID.self)
    return Dictionary(uniqueKeysWithValues: found.map { ($0.sku, $0.id) })
  }

  private static func add(_ new: [NamedProduct], for target: ImportTarget, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    // The one variant of a product that nothing else is known of has the product's key.
    let keys = new.map { _ in ID() }
    try await db.run(
      """
      insert into products (tenant_id, id, source, source_key, name, name_at, created_at, import_id)
      select \(db.tenant), id, \(target.source), sku, name, name_at, \(target.now), \(target.id)
        from unnest(\(keys), \(new.map(\.sku)), \(new.map(\.name)), \(new.map(\.nameAt)))
             as u (id, sku, name, name_at)
      returning id
      """)
    let added = try await db.runAll(
      """
      insert into variants (tenant_id, id, product_id, position, sku, created_at, import_id)
      select \(db.tenant), id, id, 1, sku, \(target.now), \(target.id)
        from unnest(\(keys), \(new.map(\.sku))) as u (id, sku)
      returning sku, id
      """,
      as: KeyedID.self)
    return Dictionary(uniqueKeysWithValues: added.map { ($0.sku, $0.id) })
  }

  private static func rename(
    _ old: [(id: ID, product: NamedProduct)], for target: ImportTarget, in db: TenantDatabase
  ) async throws {
    let given: SQL = """
      unnest(\(old.map(\.id)), \(old.map(\.product.name)), \(old.map(\.product.nameAt))) as u (id, name, name_at)
        join variants v on v.tenant_id = \(db.tenant) and v.id = u.id
      """
    let changes: SQL = """
      p.tenant_id = \(db.tenant) and p.id = v.product_id and u.name <> '' and p.name_at <= u.name_at
      and (p.name, p.name_at) <> (u.name, u.name_at)
      """
    let changing = try await db.all(
      "select p.id from products p, \(fragment: given) where \(fragment: changes)", as: Product.ID.self)
    if changing.isEmpty { return }
    try await Product.note(changing, for: target, in: db)
    try await db.run(
      "update products p set name = u.name, name_at = u.name_at from \(fragment: given) where \(fragment: changes)"
    )
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
    try await known(skus, in: db)
  }
}
