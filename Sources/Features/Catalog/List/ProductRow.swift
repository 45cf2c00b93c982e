import Basics
import Database

/// A product as a list shows it.
struct ProductRow: FromRow, Sendable {
  let id: Product.ID
  let key: String
  let name: String
  let nameKey: String
  let status: ProductStatus
  let type: String
  let vendor: String
  let tags: [String]
  let units: Int
  let gross: Money
  let refunds: Money
  let net: Money
  let lastSold: LocalDate?
  let variants: Int
  /// Of its first variant.
  let sku: String?
  /// The lowest and the highest of its variants.
  let price: UnitPrice?
  let highestPrice: UnitPrice?

  init(row: inout Row) throws {
    id = try row.next()
    key = try row.next()
    name = try row.next()
    nameKey = try row.next()
    status = try row.next()
    type = try row.next()
    vendor = try row.next()
    tags = try row.next()
    units = try row.next()
    let currency: Currency = try row.next()
    gross = Money(minorUnits: try row.next(), currency)
    refunds = Money(minorUnits: try row.next(), currency)
    net = Money(minorUnits: try row.next(), currency)
    lastSold = try row.next()
    variants = try row.next()
    sku = try row.next()
    price = try row.next()
    highestPrice = try row.next()
  }

  /// What people know it by: what has never been sold by name has its key.
  var title: String { name.isEmpty ? key : name }
}

/// Whether a product is offered.
enum ProductStatus: String, CaseIterable, Sendable, ColumnValue {
  case active, draft, archived
}
