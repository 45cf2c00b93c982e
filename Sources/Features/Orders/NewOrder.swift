import Basics
import Catalog
import Customers
import Database
import Tenancy

/// An invoice with its lines, as somebody brings it who knows all of it.
package struct NewOrder: Sendable {
  /// What its source calls it.
  package let number: String
  package let isCancellation: Bool
  package var state: OrderState
  package let placedAt: Instant
  /// The source's key of the customer; nil for nobody known.
  package var customer: String?
  package var country = ""
  package var region = ""
  package var city = ""
  package var lines: [NewLine] = []

  package init(number: String, isCancellation: Bool = false, state: OrderState, placedAt: Instant) {
    self.number = number
    self.isCancellation = isCancellation
    self.state = state
    self.placedAt = placedAt
  }
}

package struct NewLine: Sendable {
  package let head: LineHead
  package let sku: String
  package let description: String
  package let quantity: Int64
  package let price: UnitPrice

  package init(_ head: LineHead, sku: String, description: String, quantity: Int64, price: UnitPrice) {
    self.head = head
    self.sku = sku
    self.description = description
    self.quantity = quantity
    self.price = price
  }
}

/// Whose books invoices go into, and what they refer to.
package struct NewOrderBooks<Origin>: Sendable {
  package let source: String
  package let origin: RecordID<Origin>
  package let currency: Currency
  package let zone: TimeZoneRules
  package let customers: [String: Customer.ID]
  package let variants: [String: Variant.ID]

  package init(
    source: String, origin: RecordID<Origin>, currency: Currency, zone: TimeZoneRules,
    customers: [String: Customer.ID], variants: [String: Variant.ID]
  ) {
    self.source = source
    self.origin = origin
    self.currency = currency
    self.zone = zone
    self.customers = customers
    self.variants = variants
  }
}

extension Order {
  /// Adds invoices with their lines, numbered in the order given. None of them may be there already.
  package static func add<Origin>(
    _ orders: [NewOrder], to books: NewOrderBooks<Origin>, in db: TenantDatabase
  ) async throws {
    if orders.isEmpty { return }
    let rows = orders.map { (id: ID(), order: $0) }
    try await insert(rows, to: books, in: db)
    try await insertLines(rows, to: books, in: db)
    try await SalesFigures.restate(rows.map(\.id), in: db)
  }

  private static func insert<Origin>(
    _ rows: [(id: ID, order: NewOrder)], to books: NewOrderBooks<Origin>, in db: TenantDatabase
  ) async throws {
    let orders = rows.map(\.order)
    let numbers = try await Counter.next("orders", count: rows.count, in: db)
    let local = orders.map { books.zone.local($0.placedAt) }
    let kinds = orders.map { ($0.isCancellation ? OrderKind.cancellation : .other).rawValue }
    try await db.run(
      """
      insert into orders (
        tenant_id, id, number, source, source_number, kind, state, customer_id, country, region, city, currency,
        placed_at, local_date, local_hour, gross, refunds, charges, total, line_count, import_id)
      select \(db.tenant), u.id, u.number, \(books.source), u.source_number, u.kind, u.state, u.customer_id,
             u.country, u.region, u.city, \(books.currency.code), u.placed_at, u.local_date, u.local_hour,
             0, 0, 0, 0, 0, \(books.origin)
        from unnest(\(rows.map(\.id)), \(Array(numbers)), \(orders.map(\.number)), \(kinds),
                    \(orders.map(\.state.rawValue)),
                    \(orders.map { $0.customer.flatMap { books.customers[$0] } }), \(orders.map(\.country)),
                    \(orders.map(\.region)), \(orders.map(\.city)), \(orders.map(\.placedAt)),
                    \(local.map(\.date)), \(local.map { Int16($0.hour) }))
             as u (id, number, source_number, kind, state, customer_id, country, region, city, placed_at,
                   local_date, local_hour)
      returning id
      """)
    try await StaleDays.mark(rows.map(\.id), in: db)
  }

  private static func insertLines<Origin>(
    _ rows: [(id: ID, order: NewOrder)], to books: NewOrderBooks<Origin>, in db: TenantDatabase
  ) async throws {
    let placed = rows.flatMap { row in
      row.order.lines.enumerated().map { (order: row.id, position: Int32($0.offset + 1), line: $0.element) }
    }
    let lines = placed.map(\.line)
    let amounts = try lines.map { line in
      try SalesFigures.amount(of: line.quantity, at: line.price, in: books.currency).minorUnits
    }
    // Goods that were given away are those of the catalogue; what is charged beside the goods is not.
    let variants = lines.map { LineHead.isGoods($0.sku) ? books.variants[$0.sku] : nil }
    try await db.run(
      """
      insert into order_lines (
        tenant_id, order_id, position, head, variant_id, sku, description, quantity, unit_price, amount, import_id)
      select \(db.tenant), u.*, \(books.origin)
        from unnest(\(placed.map(\.order)), \(placed.map(\.position)), \(lines.map(\.head.rawValue)), \(variants),
                    \(lines.map(\.sku)), \(lines.map(\.description)), \(lines.map(\.quantity)),
                    \(lines.map(\.price)), \(amounts)) u
      returning position
      """)
  }
}

extension Order {
  /// Moves made-up orders on as time passes: packed on the day they came, on the way for two days, then delivered.
  package static func ageSamples<Origin>(
    broughtBy origin: RecordID<Origin>, until now: Instant, in db: TenantDatabase
  ) async throws {
    let hours = { (count: Int64) in now - Duration.seconds(count * 3600) }
    try await db.run(
      """
      update orders o
         set state = u.state
        from (select id,
                     case when placed_at > \(hours(2)) then 'placed' when placed_at > \(hours(14)) then 'paid'
                          when placed_at > \(hours(30)) then 'packed' when placed_at > \(hours(80)) then 'shipped'
                          else 'delivered' end as state
                from orders
               where tenant_id = \(db.tenant) and import_id = \(origin) and kind <> 'cancellation'
                 and placed_at > \(hours(24 * 60))) u
       where o.tenant_id = \(db.tenant) and o.id = u.id and o.state <> u.state
      """)
  }
}
