import Basics
import Crypto
import Database

/// Follows a tenant's chain of seals from the first to the last, with every entry under them.
///
/// Reads in a stream: a million entries take no more memory than a thousand.
package struct AuditVerifier: Sendable {
  private let keys: AuditKeys
  /// A head that the log is known to have had.
  private let known: AuditHead?

  package init(_ keys: AuditKeys, known: AuditHead? = nil) {
    self.keys = keys
    self.known = known
  }

  package func report(on db: TenantDatabase, at now: Instant = .now) async throws -> AuditReport {
    let db = db.within(.seconds(3600))
    var chain = SealChain(keys: keys, known: known, tenant: db.tenant)
    try await db.stream(Self.sealedEntries(of: db.tenant), as: SealedEntry.self, batch: 2_000) {
      chain.take($0)
    }
    chain.end()
    var report = chain.report
    try await checkEnd(of: &report, in: db)
    try await checkUnsealed(&report, in: db, at: now)
    try await checkErasures(&report, in: db)
    return report
  }

  private static func sealedEntries(of tenant: TenantID) -> SQL {
    """
    select \(fragment: AuditSeal.columns), e.audit_id, e.digest, \(fragment: EntryRow.columns),
           w.salt, w.name, w.address, w.device, p.salt, p.label, p.before, p.after
      from audit_seals s
      left join audit_sealed e on e.tenant_id = \(tenant) and e.sequence = s.sequence
      left join audit a on a.tenant_id = \(tenant) and a.id = e.audit_id
      left join audit_actors w on w.tenant_id = \(tenant) and w.audit_id = e.audit_id
      left join audit_payloads p on p.tenant_id = \(tenant) and p.audit_id = e.audit_id
     where s.tenant_id = \(tenant)
     order by s.sequence, e.audit_id
    """
  }

  /// Whoever cuts seals off leaves what names them, or has to know of that too; against the whole of it only a head that
  /// was noted elsewhere helps.
  private func checkEnd(of report: inout AuditReport, in db: TenantDatabase) async throws {
    let last = report.head?.sequence ?? 0
    let named = try await db.one(
      "select coalesce(max(sequence), 0) from audit_sealed where tenant_id = \(db.tenant)", as: Int.self)
    let expected = max(named, known?.sequence ?? 0)
    if expected > last { report.add(.tailCutOff(last: last, expected: expected)) }
  }

  /// What is gone was erased by a way that leaves an entry, or somebody has deleted it.
  private func checkErasures(_ report: inout AuditReport, in db: TenantDatabase) async throws {
    func noted(_ part: String) async throws -> Int {
      try await db.one(
        """
        select coalesce(sum(substring(p.after from '"entries":"([0-9]{1,9})"')::bigint), 0)::bigint
          from audit a
          join audit_payloads p on p.tenant_id = \(db.tenant) and p.audit_id = a.id
         where a.tenant_id = \(db.tenant) and a.action = 'audit.erase' and p.after like '%"part":"' || \(part) || '"%'
        """, as: Int.self)
    }
    let (actors, contents) = try await (noted("actor"), noted("content"))
    if report.erasedActors > actors { report.add(.actorsDeleted(report.erasedActors - actors)) }
    if report.erasedContents > contents { report.add(.contentsDeleted(report.erasedContents - contents)) }
  }

  private func checkUnsealed(_ report: inout AuditReport, in db: TenantDatabase, at now: Instant) async throws
  {
    let lost = try await db.all(
      """
      select a.id
        from audit a
       where a.tenant_id = \(db.tenant)
         and not exists (select from audit_sealed e where e.tenant_id = \(db.tenant) and e.audit_id = a.id)
         and not exists (select from audit_unsealed u where u.tenant_id = \(db.tenant) and u.audit_id = a.id)
       order by a.id
       limit 100
      """, as: AuditID.self)
    for id in lost { report.add(.entryUnsealed(id)) }
    let limit = AuditID.first(at: now - .seconds(600))
    let (waiting, late) = try await (
      db.one("select count(*) from audit_unsealed where tenant_id = \(db.tenant)", as: Int.self),
      db.one(
        "select count(*) from audit_unsealed where tenant_id = \(db.tenant) and audit_id < \(limit)",
        as: Int.self)
    )
    report.waiting = waiting
    if late > 0 { report.add(.sealingStandsStill(late)) }
  }
}

extension RecordID where Of == AnyAuditEntry {
  /// Before every entry of this moment and behind all of those before it.
  package static func first(at moment: Instant) -> AuditID {
    AuditID(high: UInt64(max(0, moment.microseconds / 1000)) << 16, low: 0)
  }
}
