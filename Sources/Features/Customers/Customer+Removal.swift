import Basics
import Database

extension Customer {
  /// Removes those whom somebody has brought and who have no order.
  package static func remove<Origin>(broughtBy origin: RecordID<Origin>, in db: TenantDatabase) async throws {
    try await db.run(
      """
      delete from customers c
       where c.tenant_id = \(db.tenant) and c.import_id = \(origin)
         and not exists (select 1 from orders o where o.tenant_id = \(db.tenant) and o.customer_id = c.id)
      """)
  }

  /// Lets a business that has no customer any more count from 1 again.
  package static func resetNumbers(in db: TenantDatabase) async throws {
    try await db.run(
      """
      delete from counters
       where tenant_id = \(db.tenant) and name = 'customers'
         and not exists (select 1 from customers where tenant_id = \(db.tenant))
      """)
  }
}
