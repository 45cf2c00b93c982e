import Basics
import Database

/// A variant that is there, as far as an import must know it.
struct KnownVariant: FromRow, Sendable {
  let id: Variant.ID
  let product: Product.ID
  let sku: String?
  let options: [String]

  init(row: inout Row) throws {
    id = try row.next()
    product = try row.next()
    sku = try row.next()
    options = try row.next()
  }

  static func all(ofSKUs skus: [String], in db: TenantDatabase) async throws -> [KnownVariant] {
    if skus.isEmpty { return [] }
    return try await db.all(
      """
      select id, product_id, sku, options
        from variants
       where tenant_id = \(db.tenant) and sku = any(\(skus))
      """)
  }

  static func all(of products: [Product.ID], in db: TenantDatabase) async throws -> [KnownVariant] {
    if products.isEmpty { return [] }
    return try await db.all(
      """
      select id, product_id, sku, options
        from variants
       where tenant_id = \(db.tenant) and product_id = any(\(products))
       order by product_id, position, id
      """)
  }
}

extension Product {
  /// The products that a source's keys stand for.
  static func known(_ keys: [String], of source: String, in db: TenantDatabase) async throws -> [String: ID] {
    let found = try await db.all(
      """
      select source_key, id
        from products
       where tenant_id = \(db.tenant) and source = \(source) and source_key = any(\(keys))
      """, as: KnownKey.self)
    return Dictionary(found.map { ($0.key, $0.id) }) { first, _ in first }
  }

  /// Those of some products that come from a source.
  static func ofSource(_ source: String, among products: [ID], in db: TenantDatabase) async throws -> Set<ID>
  {
    if products.isEmpty { return [] }
    return Set(
      try await db.all(
        "select id from products where tenant_id = \(db.tenant) and source = \(source) and id = any(\(products))",
        as: ID.self))
  }

  /// Whether what some have sold is to be restated.
  static func hasStale(in db: TenantDatabase) async throws -> Bool {
    try await db.one(
      "select exists (select 1 from stale_products where tenant_id = \(db.tenant))", as: Bool.self)
  }
}

private struct KnownKey: FromRow {
  let key: String
  let id: Product.ID

  init(row: inout Row) throws {
    key = try row.next()
    id = try row.next()
  }
}
