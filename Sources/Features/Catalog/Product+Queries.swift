import Basics
import Database

extension Product {
  package static func find(_ id: ID, in db: TenantDatabase) async throws -> Product {
    try await db.one("select id, sku, name from products where tenant_id = \(db.tenant) and id = \(id)")
  }

  /// The keys of a source's products, which are made where they are new.
  ///
  /// A product bears the name of the latest line that sold it. For imports, in whose transaction it runs.
  package static func adopt(_ named: [NamedProduct], of source: String, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    if named.isEmpty { return [:] }
    var ids = try await known(named.map(\.sku), of: source, in: db)
    let new = named.filter { ids[$0.sku] == nil }
    let old = named.compactMap { product in ids[product.sku].map { (id: $0, product: product) } }
    if !new.isEmpty { ids.merge(try await add(new, of: source, in: db)) { _, added in added } }
    if !old.isEmpty { try await rename(old, in: db) }
    return ids
  }

  private static func known(_ skus: [String], of source: String, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    let found = try await db.all(
      """
      select sku, id
        from products
       where tenant_id = \(db.tenant) and source = \(source) and sku = any(\(skus))
      """,
      as: KeyedID.self)
    return Dictionary(uniqueKeysWithValues: found.map { ($0.sku, $0.id) })
  }

  private static func add(_ new: [NamedProduct], of source: String, in db: TenantDatabase) async throws
    -> [String: ID]
  {
    let added = try await db.runAll(
      """
      insert into products (tenant_id, id, source, sku, name, name_at, created_at)
      select \(db.tenant), id, \(source), sku, name, name_at, \(Instant.now)
        from unnest(\(new.map { _ in ID() }), \(new.map(\.sku)), \(new.map(\.name)), \(new.map(\.nameAt)))
             as u (id, sku, name, name_at)
      on conflict do nothing
      returning sku, id
      """,
      as: KeyedID.self)
    return Dictionary(uniqueKeysWithValues: added.map { ($0.sku, $0.id) })
  }

  private static func rename(_ old: [(id: ID, product: NamedProduct)], in db: TenantDatabase) async throws {
    try await db.run(
      """
      update products p
         set name = u.name, name_at = u.name_at
        from unnest(\(old.map(\.id)), \(old.map(\.product.name)), \(old.map(\.product.nameAt)))
             as u (id, name, name_at)
       where p.tenant_id = \(db.tenant) and p.id = u.id and u.name <> '' and p.name_at <= u.name_at
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

private struct KeyedID: FromRow {
  let sku: String
  let id: Product.ID

  init(row: inout Row) throws {
    sku = try row.next()
    id = try row.next()
  }
}
