import Basics
import Catalog
import Database

/// One line of an invoice.
struct OrderLine: FromRow, Sendable {
  let position: Int
  let head: LineHead
  let code: String
  let description: String
  let quantity: Int
  let price: UnitPrice
  /// In minor units of the order's currency.
  let amount: Int64
  /// What it sells, where that is known.
  let product: Product.ID?

  init(row: inout Row) throws {
    position = try row.next()
    head = try row.next()
    code = try row.next()
    description = try row.next()
    quantity = try row.next()
    price = try row.next()
    amount = try row.next()
    product = try row.next()
  }
}

extension LineHead: ColumnValue {}

extension OrderLine {
  /// As many as a person may look through; a file of a hundred thousand lines with one number is an order too, and its
  /// page would hold up everybody else's.
  static let shown = 500

  static func first(of order: Order, in db: TenantDatabase) async throws -> [OrderLine] {
    try await db.all(
      """
      select position, head, sku, description, quantity, unit_price, amount,
             (select product_id from variants v where v.tenant_id = \(db.tenant) and v.id = l.variant_id)
        from order_lines l
       where tenant_id = \(db.tenant) and order_id = \(order.id)
       order by position
       limit \(shown)
      """)
  }
}

/// What all lines of one head come to, in minor units.
struct HeadSum: FromRow, Sendable {
  let head: LineHead
  let amount: Int64

  init(row: inout Row) throws {
    head = try row.next()
    amount = try row.next()
  }

  static func all(of order: Order, in db: TenantDatabase) async throws -> [HeadSum] {
    try await db.all(
      """
      select head, \(fragment: .total("sum(amount)"))
        from order_lines
       where tenant_id = \(db.tenant) and order_id = \(order.id)
       group by head
      """)
  }
}
