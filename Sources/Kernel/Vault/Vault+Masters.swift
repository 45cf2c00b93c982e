import Audit
import Basics
import Database

extension Vault {
  /// Wraps anew, by the first of the master keys, every tenant's key that another has wrapped: one tenant after the other.
  ///
  /// The keys themselves stay, so servers notice nothing. Killed at any moment, it may be begun again.
  /// - Parameter progress: Is told how many keys there have been so far.
  /// - Throws: `VaultError` for keys that no given master opens, when all others have been wrapped.
  @discardableResult
  package func rotateMaster(
    in databases: Databases, by actor: Actor, progress: (Int) -> Void = { _ in }
  ) async throws -> Int {
    let home = databases.tenant(.platform)
    let subject = AuditEntry.Subject("master-key", masters.current.id)
    guard try await tenantToRewrap(after: nil, in: databases) != nil else { return 0 }
    try await home.record(AuditEntry("keys.master-rotation-begun", subject), by: actor)
    var count = 0
    var failure: (any Error)?
    var last: TenantID?
    while let tenant = try await tenantToRewrap(after: last, in: databases) {
      do { count += try await rewrap(in: databases.tenant(tenant)) } catch let error as VaultError {
        failure = error
      }
      last = tenant
      progress(count)
    }
    try await home.record(
      AuditEntry("keys.master-rotated", subject, after: ["keys": "\(count)"]), by: actor)
    if let failure { throw failure }
    return count
  }

  private func tenantToRewrap(after last: TenantID?, in databases: Databases) async throws -> TenantID? {
    let behind: SQL = last.map { "and tenant_id > \($0)" } ?? .nothing
    return try await databases.platform.first(
      """
      select /* every tenant */ tenant_id from data_keys where master <> \(masters.current.id) \(fragment: behind)
       order by tenant_id limit 1
      """, as: TenantID.self)
  }

  /// A key that somebody has wrapped or deleted meanwhile is left to them.
  private func rewrap(in db: TenantDatabase) async throws -> Int {
    let tenant = db.tenant
    let changes = try await DataKey.all(in: db).filter { $0.master != masters.current.id }.map { key -> SQL in
      """
      update data_keys set wrapped = \(try key.rewrapped(of: tenant, by: masters)), master = \(masters.current.id)
       where tenant_id = \(tenant) and id = \(key.id) and wrapped = \(key.wrapped)
      """
    }
    return try await db.run(changes).reduce(0, +)
  }
}
