import Basics
import Customers
import Database

/// Who an order is of, and what else they had.
struct Buyer: Sendable {
  let customer: Customer
  /// Their newest orders and cancellations but this one.
  let others: [Entry]

  struct Entry: FromRow, Sendable {
    let id: Order.ID
    let number: String
    let kind: OrderKind
    let placedAt: Instant
    let total: Money

    init(row: inout Row) throws {
      id = try row.next()
      number = try row.next()
      kind = try row.next()
      placedAt = try row.next()
      let currency: Currency = try row.next()
      total = Money(minorUnits: try row.next(), currency)
    }
  }

  /// Nil where no customer was named.
  static func find(of order: Order, in db: TenantDatabase) async throws -> Buyer? {
    guard let id = order.customer else { return nil }
    async let customer = Customer.find(id, in: db)
    let others = try await db.all(
      """
      select id, source_number, kind, placed_at, currency, total
        from orders
       where tenant_id = \(db.tenant) and customer_id = \(id) and id <> \(order.id)
       order by placed_at desc, id desc
       limit 8
      """,
      as: Entry.self)
    return Buyer(customer: try await customer, others: others)
  }
}
