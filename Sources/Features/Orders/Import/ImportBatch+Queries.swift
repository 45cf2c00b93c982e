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
  /// Writes what is new of the batch. To be called in the transaction that also notes how far the file was
  /// read.
  func write(for importing: ImportTarget, in db: TenantDatabase) async throws -> BatchOutcome {
    let source = importing.source
    let customers = try await Customer.adopt(customers, of: source, in: db)
    let products = try await Variant.adopt(products, of: source, in: db)
    let orders = try await adoptOrders(customers, for: importing, in: db)
    // The first batch of a new shop has just filled tables that were planned for as empty.
    try await db.replan()
    let columns = LineArrays(lines, orders: orders, products: products)
    let added = try await columns.add(in: db)
    try await SalesFigures.restate(added.map(\.order), in: db)
    try await StaleDays.mark(Array(orders.values), in: db)
    var outcome = BatchOutcome(added: added.reduce(0) { $0 + $1.lines })
    outcome.known = lines.count - outcome.added
    if outcome.known > 0 { outcome.different = try await columns.countDifferent(in: db) }
    return outcome
  }

  /// The keys of the batch's invoices, which are made where they are new.
  ///
  /// A known one takes an earlier time, and a customer and a country where it has none.
  private func adoptOrders(
    _ customers: [String: Customer.ID], for importing: ImportTarget, in db: TenantDatabase
  )
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
    if !known.isEmpty {
      let changing = known.numbers.compactMap { ids[$0] }
      try await StaleDays.mark(changing, in: db)
      try await known.complete(changing, in: db)
    }
    if !new.isEmpty {
      for added in try await new.add(in: db) { ids[added.number] = added.id }
    }
    return ids
  }
}
