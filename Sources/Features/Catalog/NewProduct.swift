import Basics
import Database

/// A product with its variants, as somebody brings it who knows all of it.
package struct NewProduct: Sendable {
  package let key: String
  package let name: String
  package var description = ""
  package var vendor = ""
  package var type = ""
  /// The names of what its variants differ in.
  package var options: [String] = []
  /// Paths with ` > ` between the names.
  package var categories: [String] = []
  package var variants: [NewVariant] = []

  package init(key: String, name: String) {
    self.key = key
    self.name = name
  }
}

package struct NewVariant: Sendable {
  package let sku: String
  package var barcode = ""
  package var options: [String] = []
  package let price: UnitPrice
  package var compareAt: UnitPrice?
  package var cost: UnitPrice?
  package var weightGrams: Int?

  package init(sku: String, price: UnitPrice) {
    self.sku = sku
    self.price = price
  }
}

extension Product {
  /// Adds what is new of these, each marked with who brought it. Known keys, codes and paths stay as they are.
  package static func add<Origin>(
    _ products: [NewProduct], of source: String, by origin: RecordID<Origin>, at now: Instant,
    in db: TenantDatabase
  ) async throws {
    let rows = products.map { (id: ID(), product: $0) }
    try await db.run(
      """
      insert into products (
        tenant_id, id, source, source_key, name, name_at, description, vendor, type, options, import_id, created_at)
      select \(db.tenant), id, \(source), key, name, \(now), description, vendor, type,
             string_to_array(options, \(separator)), \(origin), \(now)
        from unnest(\(rows.map(\.id)), \(products.map(\.key)), \(products.map(\.name)),
                    \(products.map(\.description)), \(products.map(\.vendor)), \(products.map(\.type)),
                    \(products.map { $0.options.joined(separator: separator) }))
             as u (id, key, name, description, vendor, type, options)
      on conflict (tenant_id, source, source_key) do nothing
      returning id
      """)
    try await addVariants(rows, by: origin, at: now, in: db)
    try await Category.add(products.flatMap(\.categories), by: origin, at: now, in: db)
    try await classify(rows, in: db)
  }

  /// Stands between the elements of a list that travels as one text.
  private static let separator = "\u{1F}"

  private static func addVariants<Origin>(
    _ rows: [(id: ID, product: NewProduct)], by origin: RecordID<Origin>, at now: Instant,
    in db: TenantDatabase
  ) async throws {
    let placed = rows.flatMap { row in
      row.product.variants.enumerated().map { (row.id, Int32($0.offset + 1), $0.element) }
    }
    let variants = placed.map(\.2)
    try await db.run(
      """
      insert into variants (
        tenant_id, id, product_id, position, sku, barcode, options, price, compare_at, cost, weight_grams,
        import_id, created_at)
      select \(db.tenant), u.id, u.product_id, u.position, u.sku, u.barcode,
             string_to_array(u.options, \(separator)), u.price, u.compare_at, u.cost, u.weight,
             \(origin), \(now)
        from unnest(\(placed.map { _ in Variant.ID() }), \(placed.map(\.0)), \(placed.map(\.1)),
                    \(variants.map(\.sku)), \(variants.map(\.barcode)),
                    \(variants.map { $0.options.joined(separator: separator) }), \(variants.map(\.price)),
                    \(variants.map(\.compareAt)), \(variants.map(\.cost)),
                    \(variants.map { $0.weightGrams.map(Int64.init) }))
             as u (id, product_id, position, sku, barcode, options, price, compare_at, cost, weight)
        join products p on p.tenant_id = \(db.tenant) and p.id = u.product_id
      on conflict (tenant_id, sku) do nothing
      returning id
      """)
  }

  private static func classify(_ rows: [(id: ID, product: NewProduct)], in db: TenantDatabase) async throws {
    let pairs = rows.flatMap { row in row.product.categories.map { (row.id, $0) } }
    try await db.run(
      """
      insert into product_categories (tenant_id, product_id, category_id)
      select \(db.tenant), p.id, c.id
        from unnest(\(pairs.map(\.0)), \(pairs.map(\.1))) as u (product_id, path)
        join products p on p.tenant_id = \(db.tenant) and p.id = u.product_id
        join categories c on c.tenant_id = \(db.tenant) and c.path = u.path
      on conflict do nothing
      returning product_id
      """)
  }
}
