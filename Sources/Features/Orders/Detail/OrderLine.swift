import Basics
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

  init(row: inout Row) throws {
    position = try row.next()
    head = try row.next()
    code = try row.next()
    description = try row.next()
    quantity = try row.next()
    price = try row.next()
    amount = try row.next()
  }
}

extension LineHead: ColumnValue {}

extension OrderLine {
  static func all(of order: Order, in db: TenantDatabase) async throws -> [OrderLine] {
    try await db.all(
      """
      select position, head, sku, description, quantity, unit_price, amount
        from order_lines
       where tenant_id = \(db.tenant) and order_id = \(order.id)
       order by position
      """)
  }
}
