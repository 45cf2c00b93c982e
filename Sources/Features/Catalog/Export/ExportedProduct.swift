import Basics
import Database

/// A product with all that a file of products can hold of it.
struct ExportedProduct: Sendable {
  let id: Product.ID
  let key: String
  let name: String
  let description: String
  let vendor: String
  let type: String
  let tags: [String]
  let status: ProductStatus
  let options: [String]
  let image: String
  let categories: [String]
  var variants: [ExportedVariant] = []
}

struct ExportedVariant: Sendable {
  let product: Product.ID
  let sku: String
  let options: [String]
  let price: UnitPrice?
  let compareAt: UnitPrice?
  let cost: UnitPrice?
  let barcode: String
  let taxClass: String
  let grams: Int?
}

extension ExportedProduct: FromRow {
  init(row: inout Row) throws {
    id = try row.next()
    key = try row.next()
    name = try row.next()
    description = try row.next()
    vendor = try row.next()
    type = try row.next()
    tags = try row.next()
    status = try row.next()
    options = try row.next()
    image = try row.next()
    categories = try row.next()
  }

  /// Some products, in the order given; those that are gone are left out.
  static func all(_ ids: [Product.ID], in db: TenantDatabase) async throws -> [ExportedProduct] {
    async let variants = ExportedVariant.all(of: ids, in: db)
    let found = try await db.all(
      """
      select p.id, p.source_key, p.name, p.description, p.vendor, p.type, p.tags, p.status, p.options, p.image,
             array(select c.path
                     from product_categories l
                     join categories c on c.tenant_id = \(db.tenant) and c.id = l.category_id
                    where l.tenant_id = \(db.tenant) and l.product_id = p.id
                    order by c.path)
        from products p
       where p.tenant_id = \(db.tenant) and p.id = any(\(ids))
      """, as: ExportedProduct.self)
    let own = Dictionary(grouping: try await variants, by: \.product)
    let products = Dictionary(found.map { ($0.id, $0) }) { first, _ in first }
    return ids.compactMap { id in
      var product = products[id]
      product?.variants = own[id] ?? []
      return product
    }
  }
}

extension ExportedVariant: FromRow {
  init(row: inout Row) throws {
    product = try row.next()
    sku = try row.next(String?.self) ?? ""
    options = try row.next()
    price = try row.next()
    compareAt = try row.next()
    cost = try row.next()
    barcode = try row.next()
    taxClass = try row.next()
    grams = try row.next()
  }

  static func all(of products: [Product.ID], in db: TenantDatabase) async throws -> [ExportedVariant] {
    try await db.all(
      """
      select product_id, sku, options, price, compare_at, cost, barcode, tax_class, weight_grams
        from variants
       where tenant_id = \(db.tenant) and product_id = any(\(products))
       order by product_id, position, id
      """)
  }
}
