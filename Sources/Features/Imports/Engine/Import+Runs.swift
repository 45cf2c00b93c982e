import Basics
import Database
import Jobs
import Sheets

/// What a batch takes of its file.
struct BatchExtent: Sendable {
  let rows: Int
  let refused: Int
  let end: SheetPosition
  /// Rows that the file will turn out to have, judged by what has been read of it.
  let expected: Int
  let milliseconds: Int

  init<Record>(_ batch: ImportBatch<Record>, milliseconds: Int) {
    rows = batch.rows
    refused = batch.refusals.count
    end = batch.end
    expected = Int(Double(batch.total) / max(0.000_001, batch.fraction))
    self.milliseconds = milliseconds
  }
}

// What a run does with the row of its import. Each names the run, so that one which was replaced changes nothing.
extension Import {
  /// Makes a run the one that is at work on an import: one that waits, or that was left behind.
  ///
  /// A job's run has the job's key, and is alive for as long as that has its lease; a command's is alive by its last batch.
  static func take(
    _ id: ID, kind: String, by key: RecordID<ImportRunner>, undoing: Bool, patience: Duration,
    in db: TenantDatabase
  ) async throws -> Import? {
    let atWork = (undoing ? [.undoing] : [ImportState.running, .counting]).map(\.rawValue)
    let state: SQL = undoing ? "false" : "i.state = 'waiting'"
    let isLeft: SQL = """
      i.runner is null or i.runner = \(key) or (not \(fragment: hasJob(in: db))
        and i.changed_at < \(Instant.now - patience))
      """
    do {
      return try await db.runFirst(
        """
        update imports i
           set state = case i.state when 'waiting' then 'running' else i.state end, runner = \(key),
               changed_at = \(Instant.now)
         where i.tenant_id = \(db.tenant) and i.id = \(id) and i.kind = \(kind)
           and (\(fragment: state) or (i.state = any(\(atWork)) and (\(fragment: isLeft))))
        returning \(fragment: columns)
        """)
    } catch let error as DatabaseError where error.constraint == "imports_at_work" {
      return nil
    }
  }

  /// Whether the run of the import `i` is a job that somebody is working on.
  private static func hasJob(in db: TenantDatabase) -> SQL {
    """
    exists (select 1 from jobs j
             where j.tenant_id = \(db.tenant) and j.id = i.runner and j.finished_at is null
               and j.leased_until > \(Instant.now))
    """
  }

  /// Stops imports whose run was a command that is gone, so that others get their turn where no server would go on with
  /// them.
  static func giveUpLost(in db: TenantDatabase) async throws {
    try await db.run(
      """
      update imports i set state = 'failed', failure = \(JSON(ImportFailure.interrupted)), changed_at = \(Instant.now)
       where i.tenant_id = \(db.tenant) and i.state in ('running', 'counting')
         and i.changed_at < \(Instant.now - .seconds(60)) and not \(fragment: hasJob(in: db))
      """)
  }

  static func state(of id: ID, in db: TenantDatabase) async throws -> ImportState {
    try await db.one("select state from imports where tenant_id = \(db.tenant) and id = \(id)")
  }

  /// Notes that the file has been read from `start` to the end of the batch, before the batch is written: from here on
  /// nobody else can take the same rows.
  static func advance(
    _ id: ID, by key: RecordID<ImportRunner>, from start: Int, over batch: BatchExtent, in db: TenantDatabase
  ) async throws {
    let moved = try await db.run(
      """
      update imports
         set byte_offset = \(batch.end.offset), next_line = \(batch.end.line), rows_read = rows_read + \(batch.rows),
             rows_refused = rows_refused + \(batch.refused),
             rows_expected = case trial->>'isDone' when 'true' then rows_expected else \(batch.expected) end,
             milliseconds = milliseconds + \(batch.milliseconds),
             changed_at = \(Instant.now)
       where tenant_id = \(db.tenant) and id = \(id) and runner = \(key) and byte_offset = \(start)
         and state = 'running'
      """)
    guard moved == 1 else { throw ImportStopped() }
  }

  /// A sign of life of a run that passes over what earlier ones have taken.
  static func beat(_ id: ID, by key: RecordID<ImportRunner>, in db: TenantDatabase) async throws {
    let moved = try await db.run(
      """
      update imports set changed_at = \(Instant.now)
       where tenant_id = \(db.tenant) and id = \(id) and runner = \(key) and state = 'running'
      """)
    guard moved == 1 else { throw ImportStopped() }
  }

  static func add(_ outcome: BatchOutcome, to id: ID, in db: TenantDatabase) async throws {
    try await db.run(
      """
      update imports
         set rows_added = rows_added + \(outcome.added), rows_changed = rows_changed + \(outcome.changed),
             rows_known = rows_known + \(outcome.known), rows_different = rows_different + \(outcome.different)
       where tenant_id = \(db.tenant) and id = \(id)
      """)
  }

  /// What has been found in the part of the file that could be read.
  static func keep(
    _ report: ImportReport, of id: ID, by key: RecordID<ImportRunner>, in db: TenantDatabase
  ) async throws {
    try await db.run(
      """
      update imports set report = \(JSON(report))
       where tenant_id = \(db.tenant) and id = \(id) and runner = \(key) and state = 'running'
      """)
  }

  /// All rows are in: what is left is to restate the figures.
  static func count(
    _ id: ID, by key: RecordID<ImportRunner>, _ report: ImportReport, in db: TenantDatabase
  ) async throws {
    let moved = try await db.run(
      """
      update imports
         set state = 'counting', report = \(JSON(report)), rows_expected = rows_read, changed_at = \(Instant.now)
       where tenant_id = \(db.tenant) and id = \(id) and runner = \(key) and state = 'running'
      """)
    guard moved == 1 else { throw ImportStopped() }
  }

  /// Lets the import begin that has waited longest.
  static func startNext(in db: TenantDatabase) async throws {
    let kind = try await db.first(
      """
      select kind from imports
       where tenant_id = \(db.tenant) and state = 'waiting'
       order by changed_at, id
       limit 1
      """, as: String.self)
    if let kind { try await db.hasten("\(kind).run-import") }
  }

  static func finish(_ id: ID, by key: RecordID<ImportRunner>, in db: TenantDatabase) async throws {
    let now = Instant.now
    let moved = try await db.run(
      """
      update imports set state = 'finished', changed_at = \(now), finished_at = \(now)
       where tenant_id = \(db.tenant) and id = \(id) and runner = \(key) and state = 'counting'
      """)
    guard moved == 1 else { throw ImportStopped() }
  }

  static func fail(
    _ id: ID, by key: RecordID<ImportRunner>, for failure: ImportFailure, in db: TenantDatabase
  ) async throws {
    try await db.run(
      """
      update imports set state = 'failed', failure = \(JSON(failure)), changed_at = \(Instant.now)
       where tenant_id = \(db.tenant) and id = \(id) and runner = \(key) and state in ('running', 'counting')
      """)
  }
}
