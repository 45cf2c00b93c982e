import Basics
import Catalog
import Customers
import Database
import Tenancy

/// What a batch came to.
struct BatchOutcome: Sendable, FromRow {
  var added = 0
  var known = 0
  var different = 0

  init(added: Int) { self.added = added }

  init(row: inout Row) throws {
    added = try row.next()
    known = try row.next()
    different = try row.next()
  }
}

extension ImportBatch {
  /// Writes what is new of the batch. To be called in the transaction that also notes how far the file was read.
  func write(for importing: ImportTarget, in db: TenantDatabase) async throws -> BatchOutcome {
    let source = importing.source
    let customers = try await Customer.adopt(customers, of: source, in: db)
    let products = try await Product.adopt(products, of: source, in: db)
    let orders = try await adoptOrders(customers, for: importing, in: db)
    // The first batch of a new shop has just filled tables that were planned for as empty.
    try await db.replan()
    let columns = LineArrays(lines, orders: orders, products: products)
    let added = try await columns.add(in: db)
    try await SalesFigures.restate(added.map(\.order), in: db)
    var outcome = BatchOutcome(added: added.reduce(0) { $0 + $1.lines })
    outcome.known = lines.count - outcome.added
    if outcome.known > 0 { outcome.different = try await columns.countDifferent(in: db) }
    return outcome
  }

  /// The keys of the batch's invoices, which are made where they are new.
  ///
  /// A known one takes an earlier time, and a customer and a country where it has none.
  private func adoptOrders(_ customers: [String: Customer.ID], for importing: ImportTarget, in db: TenantDatabase)
    async throws -> [String: Order.ID]
  {
    let invoices = invoices
    let found = try await db.all(
      """
      select source_number, id
        from orders
       where tenant_id = \(db.tenant) and source = \(importing.source)
         and source_number = any(\(invoices.map(\.number)))
      """,
      as: NumberedID.self)
    var ids = Dictionary(uniqueKeysWithValues: found.map { ($0.number, $0.id) })
    let known = InvoiceArrays(invoices.filter { ids[$0.number] != nil }, customers, importing)
    let new = InvoiceArrays(invoices.filter { ids[$0.number] == nil }, customers, importing)
    if !known.isEmpty { try await known.complete(known.numbers.compactMap { ids[$0] }, in: db) }
    if !new.isEmpty {
      for added in try await new.add(in: db) { ids[added.number] = added.id }
    }
    return ids
  }
}

/// Invoices by columns, as `unnest` takes them.
private struct InvoiceArrays {
  let importing: ImportTarget
  var numbers: [String] = []
  private var kinds: [String] = []
  private var states: [String] = []
  private var customers: [Customer.ID?] = []
  private var countries: [String] = []
  private var times: [Instant] = []
  private var dates: [LocalDate] = []

  init(_ invoices: [ImportedInvoice], _ ids: [String: Customer.ID], _ importing: ImportTarget) {
    self.importing = importing
    for invoice in invoices {
      let isCancellation = InvoiceKind(number: invoice.number) == .cancellation
      numbers.append(invoice.number)
      kinds.append((isCancellation ? OrderKind.cancellation : .other).rawValue)
      states.append((isCancellation ? OrderState.returned : .delivered).rawValue)
      customers.append(ids[invoice.customer])
      countries.append(invoice.country)
      times.append(invoice.placed)
      dates.append(importing.shopZone.date(of: invoice.placed))
    }
  }

  var isEmpty: Bool { numbers.isEmpty }

  /// Its figures are those of no lines yet; see `SalesFigures.restate`.
  func add(in db: TenantDatabase) async throws -> [NumberedID] {
    let ours = try await Counter.next("orders", count: numbers.count, in: db)
    return try await db.runAll(
      """
      insert into orders (
        tenant_id, id, number, source, source_number, kind, state, customer_id, country, currency, placed_at,
        local_date, gross, refunds, charges, total, line_count)
      select \(db.tenant), id, number, \(importing.source), source_number, kind, state, customer_id, country,
             \(importing.currency.code), placed_at, local_date, 0, 0, 0, 0, 0
        from unnest(\(numbers.map { _ in Order.ID() }), \(Array(ours)), \(numbers),
                    \(kinds), \(states), \(customers), \(countries), \(times), \(dates))
             as u (id, number, source_number, kind, state, customer_id, country, placed_at, local_date)
      on conflict do nothing
      returning source_number, id
      """)
  }

  func complete(_ ids: [Order.ID], in db: TenantDatabase) async throws {
    try await db.run(
      """
      update orders o
         set placed_at = least(o.placed_at, u.placed_at),
             local_date = case when u.placed_at < o.placed_at then u.local_date else o.local_date end,
             customer_id = coalesce(o.customer_id, u.customer_id),
             country = case when o.country = '' then u.country else o.country end
        from unnest(\(ids), \(customers), \(countries), \(times), \(dates))
             as u (id, customer_id, country, placed_at, local_date)
       where o.tenant_id = \(db.tenant) and o.id = u.id
         and (u.placed_at < o.placed_at or (o.country = '' and u.country <> '')
              or (o.customer_id is null and u.customer_id is not null))
      """)
  }
}

/// Order lines by columns, as `unnest` takes them.
private struct LineArrays {
  private var orders: [Order.ID] = []
  private var positions: [Int32] = []
  private var heads: [String] = []
  private var products: [Product.ID?] = []
  private var codes: [String] = []
  private var descriptions: [String] = []
  private var quantities: [Int64] = []
  private var prices: [UnitPrice] = []
  private var amounts: [Int64] = []

  init(_ lines: [ImportBatch.PlacedLine], orders ids: [String: Order.ID], products known: [String: Product.ID]) {
    for placed in lines {
      let line = placed.line
      guard let order = ids[line.invoice] else { continue }
      orders.append(order)
      positions.append(placed.position)
      heads.append(line.head.rawValue)
      products.append(known[line.productCode])
      codes.append(line.code)
      descriptions.append(line.description)
      quantities.append(line.quantity)
      prices.append(line.price)
      amounts.append(line.amount)
    }
  }

  /// Adds those that are not there, and counts them by order.
  func add(in db: TenantDatabase) async throws -> [AddedLines] {
    try await db.runAll(
      """
      with added as (
        insert into order_lines (
          tenant_id, order_id, position, head, product_id, sku, description, quantity, unit_price, amount)
        select \(db.tenant), u.*
          from unnest(\(orders), \(positions), \(heads), \(products), \(codes), \(descriptions), \(quantities),
                      \(prices), \(amounts)) u
        on conflict (tenant_id, order_id, position) do nothing
        returning order_id)
      select order_id, count(*) from added group by order_id
      """)
  }

  /// How many are stored with another content than here: the file was changed in its middle, or is another file.
  func countDifferent(in db: TenantDatabase) async throws -> Int {
    try await db.one(
      """
      select count(*)
        from unnest(\(orders), \(positions), \(codes), \(descriptions), \(quantities), \(prices))
             as u (order_id, position, sku, description, quantity, unit_price)
        join order_lines l on l.order_id = u.order_id and l.position = u.position
       where l.tenant_id = \(db.tenant)
         and (l.sku, l.description, l.quantity, l.unit_price) <> (u.sku, u.description, u.quantity, u.unit_price)
      """)
  }
}

private struct AddedLines: FromRow {
  let order: Order.ID
  let lines: Int

  init(row: inout Row) throws {
    order = try row.next()
    lines = try row.next()
  }
}

private struct NumberedID: FromRow {
  let number: String
  let id: Order.ID

  init(row: inout Row) throws {
    number = try row.next()
    id = try row.next()
  }
}
