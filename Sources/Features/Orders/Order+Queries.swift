import Basics
import Database

extension Order {
  /// The order of a key, or `Failure.notFound`.
  package static func find(_ id: ID, in db: TenantDatabase) async throws -> Order {
    try await db.one(
      """
      select id, number, source_number, source, kind, state, customer_id, country, placed_at, currency, gross, refunds,
             charges, total, line_count
        from orders
       where tenant_id = \(db.tenant) and id = \(id)
      """)
  }
}
