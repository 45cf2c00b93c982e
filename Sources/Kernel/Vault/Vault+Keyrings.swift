import Basics
import Database
import Synchronization

extension Vault {
  /// The tenant's keys, made where there are none: by the first that seals.
  func keyring(of db: TenantDatabase) async throws -> Keyring {
    if let known = remembered(db.tenant), known.isComplete { return known }
    let there = try await committedKeyring(of: db)
    if there.isComplete { return there }
    let now = Instant.now
    let made = [DataKey.Purpose.data, .index].map { DataKey(for: $0, of: db.tenant, by: masters.current) }
    // Of two that come here at once, one's insert waits for the other's and then does nothing.
    try await db.run(made.map { $0.insertion(for: db.tenant, at: now) })
    return db.isInTransaction ? try await uncommittedKeyring(of: db) : try await committedKeyring(of: db)
  }

  /// The same, for a value that a certain key has sealed. Another process may have made that a moment ago.
  func keyring(of db: TenantDatabase, toOpen key: DataKey.ID) async throws -> Keyring {
    if let known = remembered(db.tenant), known.holds(key) { return known }
    let there = try await committedKeyring(of: db)
    if there.holds(key) || !db.isInTransaction { return there }
    return try await uncommittedKeyring(of: db)
  }

  private func remembered(_ tenant: TenantID) -> Keyring? {
    cache.withLock { $0.keyring(of: tenant, now: monotonicNanoseconds()) }
  }

  private func committedKeyring(of db: TenantDatabase) async throws -> Keyring {
    let generation = cache.withLock { $0.generation }
    let keyring = Keyring(try await DataKey.all(in: db.outside), of: db.tenant, by: masters)
    cache.withLock { $0.keep(keyring, of: db.tenant, readIn: generation, now: monotonicNanoseconds()) }
    return keyring
  }

  /// With what this transaction has made. Not kept: were it rolled back, values would be sealed with a key that was never
  /// stored.
  private func uncommittedKeyring(of db: TenantDatabase) async throws -> Keyring {
    Keyring(try await DataKey.all(in: db), of: db.tenant, by: masters)
  }
}

extension Vault {
  /// Forgets a tenant's keys as soon as any process has deleted or replaced some.
  package func watch(_ databases: Databases) -> Subscription {
    databases.listen(to: "vault") { event in
      switch event {
      // What was told meanwhile has not been heard.
      case .connected: self.forget(nil)
      case .notified(let payload): self.forget(TenantID(payload))
      }
    }
  }

  /// One tenant's keys, or with nil everybody's.
  package func forget(_ tenant: TenantID?) { cache.withLock { $0.forget(tenant) } }

  /// Tells every process, with the commit of the change.
  static func word(of tenant: TenantID) -> SQL { "select pg_notify('vault', \(tenant.description))" }
}
