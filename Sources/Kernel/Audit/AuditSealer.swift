import Basics
import Crypto
import Database

/// What a sealer has to tell the log.
package enum AuditNews: Sendable {
  case sealed(TenantID, AuditSeal)
  /// What waits there waits on; the next time is soon.
  case failed(TenantID, any Error)
}

/// Puts entries under seals, and says each new head to where nobody with the database can change it: the log.
package struct AuditSealer: Sendable {
  private let keys: AuditKeys
  let tell: @Sendable (AuditNews) -> Void

  package init(_ keys: AuditKeys, tell: @escaping @Sendable (AuditNews) -> Void = { _ in }) {
    self.keys = keys
    self.tell = tell
  }

  /// So many entries come under one seal.
  static let most = 1_000

  /// Seals everything of a tenant that has been committed and is under no seal.
  ///
  /// May be done by several at once, and broken off anywhere: each seal is a transaction, and of two with the same
  /// number one is taken.
  package func sealAll(in db: TenantDatabase, at now: Instant = .now) async throws {
    while true {
      switch try await sealBatch(in: db, at: now) {
      case .sealed(let seal): tell(.sealed(db.tenant, seal))
      case .cleared, .overtaken: break
      case .nothing: return
      }
    }
  }

  private enum Outcome {
    case sealed(AuditSeal)
    /// What waited had been sealed already.
    case cleared
    case overtaken
    case nothing
  }

  private struct Overtaken: Error {}

  private func sealBatch(in db: TenantDatabase, at now: Instant) async throws -> Outcome {
    do {
      return try await db.transaction { db in try await seal(in: db, at: now) }
    } catch is Overtaken {
      return .overtaken
    } catch let error as DatabaseError where error.constraint == "audit_sealed_pkey" {
      // Another had sealed them between the look at what waits and the look at the last seal.
      return .overtaken
    }
  }

  private func seal(in db: TenantDatabase, at now: Instant) async throws -> Outcome {
    let waiting = try await db.all(
      "select audit_id from audit_unsealed where tenant_id = \(db.tenant) order by audit_id limit \(Self.most)",
      as: AuditID.self)
    guard !waiting.isEmpty else { return .nothing }
    let entries = try await unsealed(among: waiting, in: db)
    let done: SQL = "delete from audit_unsealed where tenant_id = \(db.tenant) and audit_id = any(\(waiting))"
    guard !entries.isEmpty else {
      try await db.run(done)
      return .cleared
    }
    let digests = entries.map { $0.hash(of: db.tenant) }
    let seal = AuditSeal(behind: try await last(in: db), over: digests, by: keys, of: db.tenant, at: now)
    // Whoever wants the same number waits here for the other's commit.
    guard try await db.run(insertion(of: seal, in: db)) == 1 else { throw Overtaken() }
    try await db.run([
      """
      insert into audit_sealed (tenant_id, audit_id, sequence, digest)
      select \(db.tenant), e.id, \(seal.sequence), decode(e.digest, 'hex')
        from unnest(\(entries.map(\.id)), \(digests.map(Hex.encode))) as e (id, digest)
      returning audit_id
      """, done,
    ])
    return .sealed(seal)
  }

  private func unsealed(among ids: [AuditID], in db: TenantDatabase) async throws -> [EntryRow] {
    try await db.all(
      """
      select \(fragment: EntryRow.columns)
        from audit a
       where a.tenant_id = \(db.tenant) and a.id = any(\(ids))
         and not exists (select from audit_sealed e where e.tenant_id = \(db.tenant) and e.audit_id = a.id)
       order by a.id
      """)
  }

  private func last(in db: TenantDatabase) async throws -> (sequence: Int, head: [UInt8])? {
    let seal = try await db.first(
      """
      select \(fragment: AuditSeal.columns) from audit_seals s
       where s.tenant_id = \(db.tenant) order by s.sequence desc limit 1
      """, as: AuditSeal.self)
    return seal.map { ($0.sequence, $0.head) }
  }

  private func insertion(of seal: AuditSeal, in db: TenantDatabase) -> SQL {
    """
    insert into audit_seals (tenant_id, sequence, sealed_at, entries, key_id, digest, previous, head)
    values (\(db.tenant), \(seal.sequence), \(seal.sealedAt), \(Int32(seal.entries)), \(seal.keyID), \(seal.digest),
            \(seal.previous), \(seal.head))
    on conflict (tenant_id, sequence) do nothing
    """
  }
}
