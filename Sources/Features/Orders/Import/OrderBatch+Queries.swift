import Basics
import Catalog
import Customers
import Database
import Imports
import Loop

extension OrderBatch {
  /// Writes what is new of the batch. What computes is kept off the loop, for the sake of other people's pages.
  func write(for target: ImportTarget, in db: TenantDatabase) async throws -> BatchOutcome {
    try await StaleDays.holdOff(in: db)
    let customers = try await Customer.adopt(customers, for: target, in: db)
    let products = try await Variant.adopt(products, for: target, in: db)
    let orders = try await adoptOrders(customers, for: target, in: db)
    // The first batch of a new shop has just filled tables that were planned for as empty.
    try await db.replan()
    let columns = try await offload { LineArrays(lines, orders: orders.ids, products: products) }
    let added = try await add(columns, for: target, in: db)
    let changed = added.filter { orders.lines[$0.order] != $0.lines }.map(\.order)
    try await Order.note(changed, for: target, in: db)
    try await SalesFigures.restate(changed, in: db)
    try await StaleDays.mark(added.map(\.order), in: db)
    var outcome = BatchOutcome(added: added.reduce(0) { $0 + $1.lines })
    outcome.known = lines.count - outcome.added
    if outcome.known > 0 { outcome.different = try await columns.countDifferent(in: db) }
    return outcome
  }

  private func add(_ columns: LineArrays, for target: ImportTarget, in db: TenantDatabase) async throws
    -> [AddedLines]
  {
    let insertion = try await offload { columns.insertion(for: target, in: db.tenant) }
    return try await db.runAll(insertion)
  }

  /// The keys of the batch's invoices, which are made where they are new.
  ///
  /// A known one takes an earlier time, and a customer and a place where it has none.
  private func adoptOrders(
    _ customers: [String: Customer.ID], for target: ImportTarget, in db: TenantDatabase
  ) async throws -> OrderBooks {
    let found = try await db.all(
      """
      select u.number, o.id
        from unnest(\(invoices.map(\.number))) as u (number)
       cross join lateral (
         select id from orders
          where tenant_id = \(db.tenant) and source = \(target.source) and source_number = u.number
         offset 0) o
      """,
      as: NumberedID.self)
    var books = OrderBooks(found)
    let known = InvoiceArrays(invoices.filter { books.ids[$0.number] != nil }, customers, zone)
    let new = InvoiceArrays(invoices.filter { books.ids[$0.number] == nil }, customers, zone)
    if !known.isEmpty {
      try await known.complete(known.numbers.compactMap { books.ids[$0] }, for: target, in: db)
    }
    if !new.isEmpty { books.add(try await new.add(for: target, in: db), stated: invoices) }
    return books
  }
}

/// The orders of a batch.
private struct OrderBooks: Sendable {
  /// By the numbers of their invoices.
  private(set) var ids: [String: Order.ID]
  /// How many lines those came with that were made just now, and are stated already.
  private(set) var lines: [Order.ID: Int] = [:]

  init(_ known: [NumberedID]) {
    ids = Dictionary(uniqueKeysWithValues: known.map { ($0.number, $0.id) })
  }

  mutating func add(_ new: [NumberedID], stated invoices: [ImportedInvoice]) {
    for order in new { ids[order.number] = order.id }
    let made = Set(new.map(\.number))
    for invoice in invoices where made.contains(invoice.number) {
      if let id = ids[invoice.number] { lines[id] = invoice.figures.lines }
    }
  }
}

extension Order {
  /// Notes orders as they are, before an import that has not made them changes them.
  static func note(_ orders: [ID], for target: ImportTarget, in db: TenantDatabase) async throws {
    guard let id = target.id, !orders.isEmpty else { return }
    try await RowImage.note(
      .orders,
      """
      select o.id, to_jsonb(o)
        from orders o
       where o.tenant_id = \(db.tenant) and o.id = any(\(orders)) and o.import_id is distinct from \(id)
      """, for: target, in: db)
  }
}
