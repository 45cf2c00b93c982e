import Basics
import Database
import Jobs
import Sheets

// What a person does with an import. Each says in its `where` from which states it leads, so that of two people only one
// comes through.
extension Import {
  /// Saves how the file is to be read, and forgets the trial of what was said before.
  package static func save(
    _ mapping: ColumnMapping, format: SheetFormat, source: String, header: [String]? = nil, of id: ID,
    at now: Instant, in db: TenantDatabase
  ) async throws {
    let saved = try await db.run(
      """
      update imports
         set mapping = \(JSON(mapping)), format = \(JSON(format)), source = \(source), header = coalesce(\(header), header),
             revision = revision + 1, trial = null, changed_at = \(now)
       where tenant_id = \(db.tenant) and id = \(id) and state = 'draft'
      """)
    guard saved == 1 else { throw Failure.conflict("This import has been started already.") }
  }

  /// Has the file read once without writing anything.
  package static func startTrial<Kind: ImportKind>(_ id: ID, of _: Kind.Type, in db: TenantDatabase)
    async throws
  {
    let revision = try await db.one(
      "select revision from imports where tenant_id = \(db.tenant) and id = \(id) and state = 'draft'",
      as: Int.self)
    try await db.enqueue(TryImport<Kind>(id: id, revision: revision), priority: .urgent)
  }

  /// Has the file's rows taken, and forgets those that its trial has shown in clear, when no other import of the shop is at work.
  package static func start<Kind: ImportKind>(
    _ id: ID, of _: Kind.Type, at now: Instant, in db: TenantDatabase
  ) async throws {
    try await db.transaction { db in
      let started = try await db.run(
        """
        update imports
           set state = 'waiting', changed_at = \(now), trial = trial || '{"problems": []}',
               rows_expected = coalesce((trial->'report'->>'rows')::bigint, 0)
         where tenant_id = \(db.tenant) and id = \(id) and kind = \(Kind.key) and state = 'draft'
        """)
      guard started == 1 else { throw Failure.conflict("This import has been started already.") }
      try await db.enqueue(RunImport<Kind>(id: id))
    }
  }

  /// Stops it behind the batch that is being taken.
  package static func pause(_ id: ID, at now: Instant, in db: TenantDatabase) async throws {
    try await move(id, to: .paused, from: \.canBePaused, at: now, in: db)
  }

  /// Stops it for good; what has been taken stays until it is undone.
  package static func cancel(_ id: ID, at now: Instant, in db: TenantDatabase) async throws {
    try await move(id, to: .cancelled, from: \.canBeCancelled, at: now, in: db)
  }

  /// Goes on where it stopped.
  package static func resume<Kind: ImportKind>(
    _ id: ID, of _: Kind.Type, at now: Instant, in db: TenantDatabase
  ) async throws {
    try await db.transaction { db in
      try await move(id, to: .waiting, from: \.canBeResumed, at: now, in: db)
      try await db.enqueue(RunImport<Kind>(id: id))
    }
  }

  /// Takes back everything that it has brought.
  package static func undo<Kind: ImportKind>(
    _ id: ID, of _: Kind.Type, at now: Instant, in db: TenantDatabase
  )
    async throws
  {
    do {
      try await db.transaction { db in
        try await move(id, to: .undoing, from: \.canBeUndone, at: now, in: db)
        try await db.enqueue(UndoImport<Kind>(id: id))
      }
    } catch let error as DatabaseError where error.constraint == "imports_at_work" {
      throw Failure.conflict("Another import of this shop is at work. Undo this one when it has ended.")
    }
  }

  /// Forgets an import that has not been started. Its file goes with the nightly cleaning.
  package static func discard(_ id: ID, in db: TenantDatabase) async throws {
    let states = ImportState.allCases.filter(\.canBeDiscarded).map(\.rawValue)
    let gone = try await db.run(
      "delete from imports where tenant_id = \(db.tenant) and id = \(id) and state = any(\(states))")
    guard gone == 1 else {
      throw Failure.conflict("Only an import that has not been started can be removed.")
    }
  }

  private static func move(
    _ id: ID, to state: ImportState, from isAllowed: (ImportState) -> Bool, at now: Instant,
    in db: TenantDatabase
  ) async throws {
    let states = ImportState.allCases.filter(isAllowed).map(\.rawValue)
    let moved = try await db.run(
      """
      update imports
         set state = \(state), runner = null, failure = null, changed_at = \(now)
       where tenant_id = \(db.tenant) and id = \(id) and state = any(\(states))
      """)
    guard moved == 1 else {
      throw Failure.conflict("The import has gone on meanwhile. Look at the page again.")
    }
  }
}
