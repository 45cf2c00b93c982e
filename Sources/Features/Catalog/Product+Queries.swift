import Database

extension Product {
  package static func find(_ id: ID, in db: TenantDatabase) async throws -> Product {
    try await db.one(
      "select id, source_key, name from products where tenant_id = \(db.tenant) and id = \(id)")
  }
}
