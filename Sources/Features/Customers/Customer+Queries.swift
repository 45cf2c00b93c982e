import Basics
import Database
import Tenancy

extension Customer {
  package static func find(_ id: ID, in db: TenantDatabase) async throws -> Customer {
    try await db.one(
      """
      select id, number, source_key, name, country
        from customers
       where tenant_id = \(db.tenant) and id = \(id)
      """)
  }
}
