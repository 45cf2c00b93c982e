import Basics
import Catalog
import Customers
import Database
import Imports
import Tenancy

extension OrdersImport {
  package static func undo(
    _ id: Import.ID, counting outcome: inout UndoOutcome, in db: TenantDatabase
  ) async throws -> Bool {
    if try await Order.takeBackMade(by: id, counting: &outcome, in: db) { return true }
    if try await Order.takeBackChanges(by: id, counting: &outcome, in: db) { return true }
    if try await Customer.undoImport(id, counting: &outcome, in: db) { return true }
    return try await Product.undoImport(id, counting: &outcome, in: db)
  }
}

extension Order {
  /// So many orders are taken back in one transaction.
  private static let atOnce = 1000

  /// Takes away lines of orders that the import has made, and the orders that have none left.
  ///
  /// An order to which a later import has added is that one's from now on.
  fileprivate static func takeBackMade(
    by id: Import.ID, counting outcome: inout UndoOutcome, in db: TenantDatabase
  ) async throws -> Bool {
    let orders = try await db.all(
      "select id from orders where tenant_id = \(db.tenant) and import_id = \(id) order by id limit \(atOnce)",
      as: ID.self)
    if orders.isEmpty { return false }
    try await StaleDays.mark(orders, in: db)
    outcome.lines += try await removeLines(of: orders, by: id, in: db)
    let gone = try await db.runAll(
      """
      delete from orders o
       where o.tenant_id = \(db.tenant) and o.id = any(\(orders)) and not exists (
             select 1 from order_lines l where l.tenant_id = \(db.tenant) and l.order_id = o.id)
      returning o.id
      """, as: ID.self)
    outcome.orders += gone.count
    let left = Set(orders).subtracting(gone).sorted()
    outcome.left += left.count
    if left.isEmpty { return true }
    try await handOn(left, in: db)
    try await SalesFigures.restate(left, in: db)
    try await StaleDays.mark(left, in: db)
    return true
  }

  /// Whoever changed an order next is taken to have made it, and has no image of it any more.
  private static func handOn(_ orders: [ID], in db: TenantDatabase) async throws {
    let rows = orders.map { RecordID<RowImage>(high: $0.high, low: $0.low) }
    let heirs = try await RowImage.giveUp(rows, of: .orders, in: db)
    try await db.run(
      """
      update orders o
         set import_id = u.heir
        from unnest(\(orders), \(rows.map { heirs[$0] })) as u (id, heir)
       where o.tenant_id = \(db.tenant) and o.id = u.id
      """)
  }

  /// Takes away the lines that the import has added to orders of before, and makes those as they were.
  fileprivate static func takeBackChanges(
    by id: Import.ID, counting outcome: inout UndoOutcome, in db: TenantDatabase
  ) async throws -> Bool {
    let taken = try await RowImage.take(atOnce, of: .orders, from: id, counting: &outcome, in: db)
    if taken.rows.isEmpty { return false }
    let orders = taken.rows.map { ID(high: $0.high, low: $0.low) }
    try await StaleDays.mark(orders, in: db)
    outcome.lines += try await removeLines(of: orders, by: id, in: db)
    try await putBack(taken, in: db)
    try await SalesFigures.restate(orders, in: db)
    try await StaleDays.mark(orders, in: db)
    return true
  }

  /// Their days are those of the shop's zone, which may be another by now.
  private static func putBack(_ taken: RowImage.Taken, in db: TenantDatabase) async throws {
    let zone = try await Tenant.own(in: db).zone.identifier
    try await db.run(
      """
      update orders o
         set state = b.state, kind = b.kind, customer_id = b.customer_id, country = b.country, region = b.region,
             city = b.city, placed_at = b.placed_at, local_date = (b.placed_at at time zone \(zone))::date,
             local_hour = extract(hour from b.placed_at at time zone \(zone)), previous_date = b.previous_date, gross = b.gross,
             refunds = b.refunds, charges = b.charges, total = b.total, line_count = b.line_count
        from unnest(\(taken.backRows), \(taken.backImages)) as u (id, before),
             jsonb_populate_record(null::orders, u.before) b
       where o.tenant_id = \(db.tenant) and o.id = u.id
      """)
  }

  private static func removeLines(of orders: [ID], by id: Import.ID, in db: TenantDatabase) async throws
    -> Int
  {
    try await db.run(
      """
      delete from order_lines
       where tenant_id = \(db.tenant) and order_id = any(\(orders)) and import_id = \(id)
      """)
  }
}
