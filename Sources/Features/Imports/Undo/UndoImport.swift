import Basics
import Database
import Jobs

/// Takes back everything that an import has brought: in steps, each a transaction, going on after a kill with what is left.
package struct UndoImport<Kind: ImportKind>: Job {
  package static var name: String { "\(Kind.key).undo-import" }
  package static var retries: RetryPolicy {
    RetryPolicy(attempts: 200, firstDelay: .seconds(2), longestDelay: .seconds(30))
  }
  package static var timeLimit: Duration { .seconds(86400) }

  package let id: Import.ID

  package func run(_ context: JobContext) async throws {
    let key = RecordID<ImportRunner>(high: context.id.high, low: context.id.low)
    let run = try await ImportRun<Kind>.begin(
      id, as: key, undoing: true, storage: context.storage, in: context.db)
    if let run { return try await run.undo() }
    // Somebody who is at it has given a sign of life; look again whether they came to the end.
    if try await Import.find(id, kind: Kind.key, in: context.db).state == .undoing {
      try await context.db.enqueue(self, at: context.now + .seconds(15))
    }
  }
}

extension ImportRun {
  /// Takes the import back, restates the figures, and lets the next import of the shop begin.
  package func undo() async throws {
    guard imported.state == .undoing else { return }
    while try await undoStep() {}
    try await Kind.restate(target, in: db)
    try await Import.endUndoing(imported.id, by: key, in: db)
    try await Import.startNext(in: db)
  }

  private func undoStep() async throws -> Bool {
    try await db.transaction { db in
      var outcome = try await Import.outcomeOfUndoing(imported.id, by: key, in: db)
      let more = try await Kind.undo(imported.id, counting: &outcome, in: db)
      try await Import.keep(outcome, of: imported.id, in: db)
      return more
    }
  }
}

extension Import {
  /// The import that is being undone and all that have been: rows they made may go when nothing refers to them.
  package static func undone(and id: ID, in db: TenantDatabase) async throws -> [ID] {
    try await db.all(
      "select id from imports where tenant_id = \(db.tenant) and (id = \(id) or state = 'undone')",
      as: ID.self)
  }

  /// What has been taken back so far. The row stays locked for the step that follows.
  fileprivate static func outcomeOfUndoing(
    _ id: ID, by key: RecordID<ImportRunner>, in db: TenantDatabase
  ) async throws -> UndoOutcome {
    let found = try await db.runFirst(
      """
      update imports set changed_at = \(Instant.now)
       where tenant_id = \(db.tenant) and id = \(id) and runner = \(key) and state = 'undoing'
      returning coalesce(undoing, \(JSON(UndoOutcome())))
      """, as: JSON<UndoOutcome>.self)
    guard let found else { throw ImportStopped() }
    return found.value
  }

  fileprivate static func keep(_ outcome: UndoOutcome, of id: ID, in db: TenantDatabase) async throws {
    try await db.run(
      "update imports set undoing = \(JSON(outcome)) where tenant_id = \(db.tenant) and id = \(id)")
  }

  fileprivate static func endUndoing(_ id: ID, by key: RecordID<ImportRunner>, in db: TenantDatabase)
    async throws
  {
    try await db.run(
      """
      update imports set state = 'undone', changed_at = \(Instant.now)
       where tenant_id = \(db.tenant) and id = \(id) and runner = \(key) and state = 'undoing'
      """)
  }
}
