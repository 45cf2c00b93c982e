import Basics
import Database
import Lists

/// Everything of a customer that their page shows, but what they bought.
struct CustomerFacts: FromRow, Sendable {
  private(set) var row: CustomerRow
  let source: String
  let note: String
  let createdAt: Instant

  init(row: inout Row) throws {
    self.row = try CustomerRow(row: &row)
    source = try row.next()
    note = try row.next()
    createdAt = try row.next()
  }

  static func find(_ id: Customer.ID, currency: Currency, in db: TenantDatabase) async throws -> CustomerFacts
  {
    var facts = try await db.one(
      """
      select id, number, source_key, name, name_key, contact, country, region, city, tags, accepts_marketing,
             orders, \(currency), gross, refunds, net, first_order, last_order, source, note, created_at
        from customers
       where tenant_id = \(db.tenant) and id = \(id)
      """, as: CustomerFacts.self)
    facts.row = try await CustomerRow.opened([facts.row], in: db)[0]
    return facts
  }

  var address: String { row.contact?.address ?? "" }
  var postcode: String { row.contact?.postcode ?? "" }

  /// Days between two orders, on average; nil before the second.
  var daysBetween: Double? {
    guard row.orders > 1, let first = row.firstOrder, let last = row.lastOrder else { return nil }
    return Double(last - first) / Double(row.orders - 1)
  }
}

/// An order, a cancellation or another entry of a customer.
struct CustomerOrder: FromRow, Sendable {
  let id: String
  let number: String
  let kind: String
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

  /// The newest.
  static func recent(_ limit: Int, of customer: Customer.ID, in db: TenantDatabase) async throws
    -> [CustomerOrder]
  {
    try await db.all(
      """
      select order_id::text, number, kind, placed_at, currency, total
        from reporting.customer_orders
       where tenant_id = \(db.tenant) and customer_id = \(customer)
       order by placed_at desc, order_id desc
       limit \(limit)
      """)
  }
}

/// What a customer bought in a month, in minor units.
struct CustomerMonth: FromRow, Sendable {
  let month: LocalDate
  let net: Int64

  init(row: inout Row) throws {
    month = try row.next()
    net = try row.next()
  }

  static func all(of customer: Customer.ID, since first: LocalDate, in db: TenantDatabase) async throws
    -> [CustomerMonth]
  {
    try await db.all(
      """
      select date_trunc('month', local_date)::date, \(fragment: .total("sum(gross - refunds)"))
        from reporting.customer_orders
       where tenant_id = \(db.tenant) and customer_id = \(customer) and local_date >= \(first)
       group by 1
       order by 1
      """)
  }
}

/// A product that a customer buys.
struct UsualProduct: FromRow, Sendable {
  let id: String
  let name: String
  let orders: Int
  let units: Int

  init(row: inout Row) throws {
    id = try row.next()
    name = try row.next()
    orders = try row.next()
    units = try row.next()
  }

  /// Those in most of the customer's newest orders.
  static func all(of customer: Customer.ID, in db: TenantDatabase) async throws -> [UsualProduct] {
    try await db.all(
      """
      select p.id::text, case p.name when '' then p.key else p.name end, count(distinct l.order_id),
             \(fragment: .total("sum(l.quantity)"))
        from (select order_id from reporting.customer_orders
               where tenant_id = \(db.tenant) and customer_id = \(customer) and kind = 'order'
               order by placed_at desc limit 200) newest
       cross join lateral (
         select l.order_id, l.variant_id, l.quantity from reporting.lines l
          where l.tenant_id = \(db.tenant) and l.order_id = newest.order_id and l.head = 'product' and l.quantity > 0
         offset 0) l
        join reporting.variants v on v.tenant_id = \(db.tenant) and v.id = l.variant_id
        join reporting.products p on p.tenant_id = \(db.tenant) and p.id = v.product_id
       group by p.id, p.name, p.key
       order by 3 desc, 4 desc, p.id
       limit 8
      """)
  }
}
