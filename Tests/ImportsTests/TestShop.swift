import Basics
import Database
import Imports
import Jobs
import Orders
import Storage
import TestKit
import Testing

/// A shop to import into.
struct TestShop {
  let shop: Shop
  var db: TenantDatabase { shop.db }
  var storage: FileStorage { TestSite.storage }

  init() async throws { shop = try await Shop(currency: .gbp, zone: "Europe/London") }

  func start(_ file: OrderFile) async throws -> Import.ID {
    try await shop.prepare(file.path, of: OrdersImport.self)
  }

  func bring(_ file: OrderFile) async throws -> Import { try await shop.bringOrders(file.path) }

  func find(_ id: Import.ID) async throws -> Import { try await Import.find(id, kind: "orders", in: db) }

  func undo(_ id: Import.ID) async throws -> UndoOutcome {
    try await Import.undo(id, of: OrdersImport.self, at: .now, in: db)
    for record in try await shop.runJobs() {
      if let error = record.error { Issue.record("\(record.name): \(error)") }
    }
    return try await find(id).undone ?? UndoOutcome()
  }

  /// All that there is, but keys and times of writing, which differ from shop to shop.
  func facts() async throws -> [String] {
    try await db.all(
      """
      select format('order %s %s %s %s %s %s %s %s %s %s', o.number, o.source_number, o.kind, o.placed_at, o.local_date,
                    o.gross, o.refunds, o.total, o.line_count, o.country) || coalesce(c.source_key, '-')
             || coalesce(o.previous_date::text, '-')
        from orders o
        left join customers c on c.tenant_id = \(db.tenant) and c.id = o.customer_id
       where o.tenant_id = \(db.tenant)
      union all
      select format('line %s %s %s %s %s', o.source_number, l.position, l.sku, l.quantity, l.amount)
        from order_lines l join orders o on o.tenant_id = \(db.tenant) and o.id = l.order_id
       where l.tenant_id = \(db.tenant)
      union all
      select format('customer %s %s %s %s %s %s', number, source_key, country, orders, gross, refunds)
        from customers where tenant_id = \(db.tenant)
      union all
      select format('product %s %s %s %s', source_key, name, units, gross) from products where tenant_id = \(db.tenant)
      union all
      select format('day %s %s %s %s %s', local_date, orders, first_orders, gross, refunds)
        from sales_days where tenant_id = \(db.tenant)
      union all
      select format('stale %s', local_date) from stale_days where tenant_id = \(db.tenant)
      union all
      select format('refusal %s %s %s', line, reason, place) from import_refusals where tenant_id = \(db.tenant)
      union all
      select format('import %s %s %s %s %s', state, rows_read, rows_added, rows_known, rows_refused)
        from imports where tenant_id = \(db.tenant)
      order by 1
      """, as: String.self)
  }
}
