import Audit
import Basics
import Database
import Jobs

/// What became of the wish to give a tenant another key.
package enum RotationStart: Sendable {
  case begun
  /// The rotation before has not ended; it was given another push.
  case underWay
  /// The tenant has sealed nothing yet.
  case nothingSealed
}

extension Vault {
  package static let jobs: [any Job.Type] = [Reseal.self]

  /// Gives the tenant a new key, and has a job seal everything anew; the old key opens until nothing needs it.
  package func rotate(
    _ db: TenantDatabase, by actor: Actor, at now: Instant = .now
  ) async throws -> RotationStart {
    let start: RotationStart = try await db.transaction { db in
      // A second rotation waits here for the first.
      let keys = try await db.all(
        """
        select retired_at from data_keys where tenant_id = \(db.tenant) and purpose = 'data' for update
        """, as: Instant?.self)
      if keys.isEmpty { return .nothingSealed }
      try await db.enqueue(Reseal(), at: now)
      if keys.contains(where: { $0 != nil }) { return .underWay }
      let key = DataKey(for: .data, of: db.tenant, by: self.masters.current)
      try await db.run([
        """
        update data_keys set retired_at = \(now)
         where tenant_id = \(db.tenant) and purpose = 'data' and retired_at is null
        """,
        key.insertion(for: db.tenant, at: now),
        Vault.word(of: db.tenant),
      ])
      try await db.record(
        AuditEntry("keys.rotated", .init("data-key", key.id.description)), by: actor, at: now)
      return .begun
    }
    forget(db.tenant)
    return start
  }

  /// Everyone who has sealed something, the platform too, in order.
  package func tenants(after last: TenantID? = nil, in databases: Databases) async throws -> [TenantID] {
    let behind: SQL = last.map { "and tenant_id > \($0)" } ?? .nothing
    return try await databases.platform.all(
      """
      select /* every tenant */ tenant_id from data_keys
       where purpose = 'data' and retired_at is null \(fragment: behind)
       order by tenant_id limit 1000
      """, as: TenantID.self)
  }

  /// Deletes all keys of the tenant: what is sealed, nobody can read any more, nor in a backup that is younger. What is
  /// sealed from now on has new ones.
  /// - Returns: how many there were.
  @discardableResult
  package func deleteKeys(of db: TenantDatabase, by actor: Actor) async throws -> Int {
    let count = try await db.transaction { db in
      let count = try await db.run("delete from data_keys where tenant_id = \(db.tenant)")
      try await db.run(Vault.word(of: db.tenant))
      try await db.record(
        AuditEntry("keys.deleted", .init("tenant", db.tenant.description), after: ["keys": "\(count)"]),
        by: actor)
      return count
    }
    forget(db.tenant)
    return count
  }
}
