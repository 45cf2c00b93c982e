import Basics
import Database

extension Order {
  /// Removes up to so many of the orders that somebody has brought, and marks their days and customers.
  /// - Returns: how many it removed; fewer than `limit` when none is left.
  package static func remove<Origin>(
    broughtBy origin: RecordID<Origin>, atMost limit: Int, in db: TenantDatabase
  ) async throws -> Int {
    let ids = try await db.all(
      """
      select id from orders where tenant_id = \(db.tenant) and import_id = \(origin) order by id limit \(limit)
      """, as: ID.self)
    if ids.isEmpty { return 0 }
    try await StaleDays.mark(ids, in: db)
    return try await db.run("delete from orders where tenant_id = \(db.tenant) and id = any(\(ids))")
  }

  /// Lets a business that has no order any more count from 1 again.
  package static func resetNumbers(in db: TenantDatabase) async throws {
    try await db.run(
      """
      delete from counters
       where tenant_id = \(db.tenant) and name = 'orders'
         and not exists (select 1 from orders where tenant_id = \(db.tenant))
      """)
  }
}
