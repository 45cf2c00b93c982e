import Basics
import Database
import Imports
import Jobs
import Loop
import Sheets
import Tenancy
import Web

/// Brings order lines: a row is a line of an invoice. Made for exports of shop systems, and for any table of lines.
package enum OrdersImport: ImportKind {
  package typealias Reader = OrderLineReader

  package static let key = "orders"
  package static let permission = Permission.importOrders
  package static let words = ImportWords(
    title: "Import orders",
    introduction:
      "A CSV file with one row for each line of an order: the orders export of Shopify or WooCommerce, or a table from a spreadsheet.",
    records: "order lines")

  package static func write(_ lines: [ImportedLine], for target: ImportTarget, in db: TenantDatabase)
    async throws
    -> BatchOutcome
  {
    if lines.isEmpty { return BatchOutcome() }
    let batch = try await offload { OrderBatch(lines, in: target.shop.zone) }
    return try await batch.write(for: target, in: db)
  }

  package static func countKnown(_ lines: [ImportedLine], for target: ImportTarget, in db: TenantDatabase)
    async throws
    -> Int
  {
    let lines = lines.map { (number: $0.invoice, position: $0.position) }
    return try await db.one(
      """
      select count(*)
        from unnest(\(lines.map(\.number)), \(lines.map(\.position))) as u (number, position)
       cross join lateral (
         select 1 from orders o
           join order_lines l on l.tenant_id = \(db.tenant) and l.order_id = o.id and l.position = u.position
          where o.tenant_id = \(db.tenant) and o.source = \(target.source) and o.source_number = u.number
         offset 0) l
      """)
  }

  package static func restate(_ target: ImportTarget, in db: TenantDatabase) async throws {
    // The owner has changed the zone while the file was being read.
    if try await Tenant.own(in: db).zone != target.shop.zone { try await db.enqueue(MoveToZone()) }
    try await Rollups.restate(in: db)
  }
}

extension Permission {
  package static let importOrders = Permission(
    "orders.import", "Import orders",
    "Brings files of order lines, which also make customers and products, and can take it back.",
    roles: [.admin])
}
