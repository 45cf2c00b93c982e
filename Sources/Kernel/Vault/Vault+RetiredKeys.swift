import Basics
import Database

extension Vault {
  /// Deletes the retired keys that are old enough and that no value needs.
  /// - Returns: When to look again; nil when no retired key is left but those that closed values keep.
  func deleteRetiredKeys(in db: TenantDatabase, at now: Instant) async throws -> Instant? {
    let retired = try await RetiredKey.all(in: db)
    let old = retired.filter { $0.retired + settings.retirement <= now }
    if !old.isEmpty {
      try await db.run(old.map { deletion(of: $0.id, of: db.tenant) } + [Vault.word(of: db.tenant)])
      forget(db.tenant)
    }
    return retired.map { $0.retired + settings.retirement }.filter { $0 > now }.min()
  }

  private func deletion(of key: DataKey.ID, of tenant: TenantID) -> SQL {
    let uses = columns.filter { !$0.isGlobal || tenant == .platform }.map { $0.uses(key, of: tenant) }
    let isUsed = uses.isEmpty ? "false" : SQL.joined(uses, by: " or ")
    return "delete from data_keys where tenant_id = \(tenant) and id = \(key) and not (\(fragment: isUsed))"
  }
}

struct RetiredKey: FromRow {
  let id: DataKey.ID
  let retired: Instant

  init(row: inout Row) throws {
    id = try row.next()
    retired = try row.next()
  }

  static func all(in db: TenantDatabase) async throws -> [RetiredKey] {
    try await db.all(
      """
      select id, retired_at from data_keys
       where tenant_id = \(db.tenant) and purpose = 'data' and retired_at is not null
      """)
  }
}
