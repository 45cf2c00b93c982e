import Basics
import Customers
import Database
import Imports
import Tenancy

/// Invoices by columns, as `unnest` takes them.
struct InvoiceArrays {
  var numbers: [String] = []
  private var kinds: [String] = []
  private var states: [String] = []
  private var customers: [Customer.ID?] = []
  private var countries: [String] = []
  private var regions: [String] = []
  private var cities: [String] = []
  private var times: [Instant] = []
  private var dates: [LocalDate] = []
  private var hours: [Int16] = []
  private var figures: [InvoiceFigures] = []

  /// - Parameter zone: the shop's.
  init(_ invoices: [ImportedInvoice], _ ids: [String: Customer.ID], _ zone: TimeZoneRules) {
    for invoice in invoices {
      numbers.append(invoice.number)
      kinds.append(invoice.kind.rawValue)
      states.append(invoice.state.rawValue)
      customers.append(ids[invoice.customer])
      countries.append(invoice.place.country)
      regions.append(invoice.place.region)
      cities.append(invoice.place.city)
      times.append(invoice.placed)
      let local = zone.local(invoice.placed)
      dates.append(local.date)
      hours.append(Int16(local.hour))
      figures.append(invoice.figures)
    }
  }

  var isEmpty: Bool { numbers.isEmpty }

  /// Stated as if all its lines of the batch were new: where they turn out not to be, it is restated.
  func add(for target: ImportTarget, in db: TenantDatabase) async throws -> [NumberedID] {
    let ours = try await Counter.next("orders", count: numbers.count, in: db)
    return try await db.runAll(
      """
      insert into orders (
        tenant_id, id, number, source, source_number, kind, state, customer_id, country, region, city, currency,
        placed_at, local_date, local_hour, gross, refunds, charges, total, line_count, import_id)
      select \(db.tenant), id, number, \(target.source), source_number, kind, state, customer_id, country, region,
             city, \(target.shop.currency.code), placed_at, local_date, local_hour, gross, refunds, charges,
             total, line_count, \(target.id)
        from unnest(\(numbers.map { _ in Order.ID() }), \(Array(ours)), \(numbers), \(kinds), \(states),
                    \(customers), \(countries), \(regions), \(cities), \(times), \(dates), \(hours),
                    \(figures.map(\.gross)), \(figures.map { $0.gross - $0.net }), \(figures.map(\.charges)),
                    \(figures.map { $0.net + $0.charges }), \(figures.map { Int32($0.lines ?? 0) }))
             as u (id, number, source_number, kind, state, customer_id, country, region, city, placed_at, local_date,
                   local_hour, gross, refunds, charges, total, line_count)
      on conflict (tenant_id, source, source_number) do nothing
      returning source_number, id
      """)
  }

  /// Takes over what these lines know of orders that were there, and better.
  func complete(_ ids: [Order.ID], for target: ImportTarget, in db: TenantDatabase) async throws {
    let changing = try await db.all(
      "select o.id from orders o, \(fragment: given(ids)) where \(fragment: changes(in: db))",
      as: Order.ID.self)
    if changing.isEmpty { return }
    // Before they leave their days and customers, and behind that.
    try await StaleDays.mark(changing, in: db)
    try await Order.note(changing, for: target, in: db)
    try await db.run(
      """
      update orders o
         set placed_at = least(o.placed_at, u.placed_at),
             local_date = case when u.placed_at < o.placed_at then u.local_date else o.local_date end,
             local_hour = case when u.placed_at < o.placed_at then u.local_hour else o.local_hour end,
             customer_id = coalesce(o.customer_id, u.customer_id),
             country = case when o.country = '' then u.country else o.country end,
             region = case when o.region = '' then u.region else o.region end,
             city = case when o.city = '' then u.city else o.city end
        from \(fragment: given(ids))
       where \(fragment: changes(in: db))
      """)
    try await StaleDays.mark(changing, in: db)
  }

  private func given(_ ids: [Order.ID]) -> SQL {
    """
    unnest(\(ids), \(customers), \(countries), \(regions), \(cities), \(times), \(dates), \(hours))
      as u (id, customer_id, country, region, city, placed_at, local_date, local_hour)
    """
  }

  private func changes(in db: TenantDatabase) -> SQL {
    """
    o.tenant_id = \(db.tenant) and o.id = u.id
    and (u.placed_at < o.placed_at or (o.country = '' and u.country <> '') or (o.region = '' and u.region <> '')
         or (o.city = '' and u.city <> '') or (o.customer_id is null and u.customer_id is not null))
    """
  }
}

/// The key of an invoice, by the number that its source gives it.
struct NumberedID: FromRow {
  let number: String
  let id: Order.ID

  init(row: inout Row) throws {
    number = try row.next()
    id = try row.next()
  }
}
