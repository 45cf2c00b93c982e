import Basics
import Database

/// Everything of a product that its page shows, but its sales.
struct ProductFacts: FromRow, Sendable {
  let id: Product.ID
  let key: String
  let name: String
  let status: ProductStatus
  let type: String
  let vendor: String
  let tags: [String]
  /// As it came: some sources write markup.
  let description: String
  /// The names of what its variants differ in.
  let options: [String]
  let source: String
  let lastSold: LocalDate?
  let createdAt: Instant
  let categories: [String]

  init(row: inout Row) throws {
    id = try row.next()
    key = try row.next()
    name = try row.next()
    status = try row.next()
    type = try row.next()
    vendor = try row.next()
    tags = try row.next()
    description = try row.next()
    options = try row.next()
    source = try row.next()
    lastSold = try row.next()
    createdAt = try row.next()
    categories = try row.next()
  }

  var title: String { name.isEmpty ? key : name }

  static func find(_ id: Product.ID, in db: TenantDatabase) async throws -> ProductFacts {
    try await db.one(
      """
      select id, source_key, name, status, type, vendor, tags, description, options, source, last_sold, created_at,
             array(select c.path from product_categories p
                     join categories c on c.tenant_id = \(db.tenant) and c.id = p.category_id
                    where p.tenant_id = \(db.tenant) and p.product_id = \(id) order by c.path)
        from products
       where tenant_id = \(db.tenant) and id = \(id)
      """)
  }
}

/// A variant with what was sold of it in all.
struct VariantFacts: FromRow, Sendable {
  let id: Variant.ID
  let sku: String?
  let barcode: String
  let options: [String]
  let price: UnitPrice?
  let compareAt: UnitPrice?
  let cost: UnitPrice?
  let units: Int
  let net: Int64

  init(row: inout Row) throws {
    id = try row.next()
    sku = try row.next()
    barcode = try row.next()
    options = try row.next()
    price = try row.next()
    compareAt = try row.next()
    cost = try row.next()
    units = try row.next()
    net = try row.next()
  }

  /// As many as a person may look through.
  static let shown = 1_000

  static func all(of product: Product.ID, in db: TenantDatabase) async throws -> [VariantFacts] {
    try await db.all(
      """
      select v.id, v.sku, v.barcode, v.options, v.price, v.compare_at, v.cost, coalesce(s.units, 0),
             coalesce(s.net, 0)
        from variants v
        left join (select variant_id, \(fragment: .total("sum(units)")) as units, \(fragment: .total("sum(gross - refunds)")) as net
                     from reporting.variant_sales_months
                    where tenant_id = \(db.tenant) and variant_id = any(\(fragment: product.variants(in: db)))
                    group by variant_id) s on s.variant_id = v.id
       where v.tenant_id = \(db.tenant) and v.product_id = \(product)
       order by v.position, v.id
       limit \(shown)
      """)
  }
}
