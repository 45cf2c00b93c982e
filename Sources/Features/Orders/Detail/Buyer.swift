import Basics
import Customers
import Database

/// Who an order is of, and what else they had.
struct Buyer: Sendable {
  var name: String { ContactMask.name(customer.name) }

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

/// A cancellation that may belong to an order, or an order that a cancellation may belong to.
///
/// No file names the order that a cancellation takes back. The same customer and a product that both have is what can be
/// known, so it is shown as that: "may belong".
struct Counterpart: FromRow, Sendable {
  let entry: Buyer.Entry
  /// How many products both have.
  let shared: Int

  init(row: inout Row) throws {
    entry = try Buyer.Entry(row: &row)
    shared = try row.next()
  }

  static func all(of order: Order, in db: TenantDatabase) async throws -> [Counterpart] {
    guard let customer = order.customer, order.kind != .other else { return [] }
    let kind: OrderKind = order.kind == .order ? .cancellation : .order
    // An order comes first, its cancellation afterwards.
    let time: SQL =
      order.kind == .order
      ? "o.placed_at >= \(order.placedAt) order by o.placed_at, o.id"
      : "o.placed_at <= \(order.placedAt) order by o.placed_at desc, o.id desc"
    return try await db.all(
      """
      select o.id, o.source_number, o.kind, o.placed_at, o.currency, o.total, count(distinct theirs.variant_id)
        from (select o.id, o.source_number, o.kind, o.placed_at, o.currency, o.total
                from orders o
               where o.tenant_id = \(db.tenant) and o.customer_id = \(customer) and o.kind = \(kind)
                 and \(fragment: time)
               limit 50) o
        join order_lines theirs
          on theirs.tenant_id = \(db.tenant) and theirs.order_id = o.id and theirs.head = 'product'
        join order_lines ours
          on ours.tenant_id = \(db.tenant) and ours.order_id = \(order.id) and ours.head = 'product'
             and ours.variant_id = theirs.variant_id
       group by o.id, o.source_number, o.kind, o.placed_at, o.currency, o.total
       order by 7 desc, o.placed_at desc
       limit 5
      """)
  }
}
