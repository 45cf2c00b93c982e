import Basics
import Customers
import Database
import Tenancy

/// Invoices by columns, as `unnest` takes them.
struct InvoiceArrays {
  let importing: ImportTarget
  var numbers: [String] = []
  private var kinds: [String] = []
  private var states: [String] = []
  private var customers: [Customer.ID?] = []
  private var countries: [String] = []
  private var times: [Instant] = []
  private var dates: [LocalDate] = []
  private var hours: [Int16] = []

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
      let local = importing.shopZone.local(invoice.placed)
      dates.append(local.date)
      hours.append(Int16(local.hour))
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
        local_date, local_hour, gross, refunds, charges, total, line_count)
      select \(db.tenant), id, number, \(importing.source), source_number, kind, state, customer_id, country,
             \(importing.currency.code), placed_at, local_date, local_hour, 0, 0, 0, 0, 0
        from unnest(\(numbers.map { _ in Order.ID() }), \(Array(ours)), \(numbers),
                    \(kinds), \(states), \(customers), \(countries), \(times), \(dates), \(hours))
             as u (id, number, source_number, kind, state, customer_id, country, placed_at, local_date, local_hour)
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
             local_hour = case when u.placed_at < o.placed_at then u.local_hour else o.local_hour end,
             customer_id = coalesce(o.customer_id, u.customer_id),
             country = case when o.country = '' then u.country else o.country end
        from unnest(\(ids), \(customers), \(countries), \(times), \(dates), \(hours))
             as u (id, customer_id, country, placed_at, local_date, local_hour)
       where o.tenant_id = \(db.tenant) and o.id = u.id
         and (u.placed_at < o.placed_at or (o.country = '' and u.country <> '')
              or (o.customer_id is null and u.customer_id is not null))
      """)
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
