import Basics
import Database

extension AuditEntry {
  /// Forgets the names, addresses and devices of what a person has done. What was done stays, and the log verifies.
  ///
  /// The content of entries about the person is another matter: `erase(of:)`.
  /// - Returns: of how many entries.
  @discardableResult
  package static func erase(
    by person: PersonID, as actor: Actor, at now: Instant = .now, in db: TenantDatabase
  ) async throws -> Int {
    try await db.transaction { db in
      let count = try await db.run(
        """
        delete from audit_actors
         where tenant_id = \(db.tenant)
           and audit_id in (select a.id from audit a where a.tenant_id = \(db.tenant) and a.actor_id = \(person))
        """)
      try await note(count, of: Subject("person", person.description), "actor", by: actor, at: now, in: db)
      return count
    }
  }

  /// Forgets what was written of a thing: what it was called, and how it was before and after. That something of it was
  /// erased before, and how much, stays.
  /// - Returns: of how many entries.
  @discardableResult
  package static func erase(
    of subject: Subject, as actor: Actor, at now: Instant = .now, in db: TenantDatabase
  ) async throws -> Int {
    try await db.transaction { db in
      let count = try await db.run(
        """
        delete from audit_payloads
         where tenant_id = \(db.tenant)
           and audit_id in (
                 select a.id from audit a
                  where a.tenant_id = \(db.tenant) and a.subject_kind = \(subject.kind) and a.subject_id = \(subject.id)
                    and a.action <> 'audit.erase')
        """)
      try await note(count, of: Subject(subject.kind, subject.id), "content", by: actor, at: now, in: db)
      return count
    }
  }

  /// Erasing is a change like any other: who, of whom, how much; not what.
  private static func note(
    _ count: Int, of subject: Subject, _ part: String, by actor: Actor, at now: Instant, in db: TenantDatabase
  ) async throws {
    guard count > 0 else { return }
    let entry = AuditEntry("audit.erase", subject, after: ["part": part, "entries": "\(count)"])
    try await db.record(entry, by: actor, at: now)
  }
}
