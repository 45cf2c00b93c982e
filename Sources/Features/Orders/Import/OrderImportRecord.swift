import Basics
import Database

/// Into which books a file goes.
struct ImportTarget: Sendable {
  let source: String
  let currency: Currency
  let shopZone: TimeZoneRules
}

/// A file that is being read or has been, and how far: the row is written in the transaction of the rows it
/// counts.
struct OrderImportRecord: Sendable, FromRow {
  typealias ID = RecordID<OrderImportRecord>

  let id: ID
  let zone: String
  let isFinished: Bool
  let end: Int

  init(row: inout Row) throws {
    id = try row.next()
    zone = try row.next()
    isFinished = try row.next()
    end = try row.next()
  }
}

extension OrderImportRecord {
  /// The record of a file, made when the file has not been met before.
  static func find(_ file: ImportFile, of source: String, zone: TimeZoneRules, in db: TenantDatabase)
    async throws
    -> OrderImportRecord
  {
    try await db.run(
      """
      insert into imports (
        tenant_id, id, kind, source, file_name, file_hash, file_size, state, format, mapping, created_at, changed_at)
      select \(db.tenant), \(ID()), 'orders', \(source), \(file.name), \(file.hash), 0, 'running',
             jsonb_build_object('zone', \(zone.identifier)), '{}', \(Instant.now), \(Instant.now)
       where not exists (
         select 1 from imports
          where tenant_id = \(db.tenant) and source = \(source) and file_hash = \(file.hash))
      returning id
      """)
    return try await db.one(
      """
      select id, format->>'zone', state = 'finished', byte_offset
        from imports
       where tenant_id = \(db.tenant) and source = \(source) and file_hash = \(file.hash)
      """)
  }

  /// Notes that the file has been read from `start` to the end of the batch, before the batch is written:
  /// from here on nobody else can take the same rows.
  static func advance(_ id: ID, from start: Int, by batch: ImportBatch, in db: TenantDatabase) async throws {
    let moved = try await db.run(
      """
      update imports
         set byte_offset = \(batch.end), rows_read = rows_read + \(batch.count),
             rows_refused = rows_refused + \(batch.refusals.count), changed_at = \(Instant.now)
       where tenant_id = \(db.tenant) and id = \(id) and byte_offset = \(start) and state = 'running'
      """)
    guard moved == 1 else {
      throw Failure.conflict(
        "Another process has gone on with this import. Run it again to see how it ended.")
    }
  }

  static func count(_ outcome: BatchOutcome, for id: ID, in db: TenantDatabase) async throws {
    try await db.run(
      """
      update imports
         set rows_added = rows_added + \(outcome.added), rows_known = rows_known + \(outcome.known),
             rows_different = rows_different + \(outcome.different)
       where tenant_id = \(db.tenant) and id = \(id)
      """)
  }

  static func outcome(of id: ID, in db: TenantDatabase) async throws -> BatchOutcome {
    try await db.one(
      """
      select rows_added, rows_known, rows_different
        from imports
       where tenant_id = \(db.tenant) and id = \(id)
      """)
  }

  static func finish(_ id: ID, in db: TenantDatabase) async throws {
    try await db.run(
      """
      update imports set state = 'finished', changed_at = \(Instant.now)
       where tenant_id = \(db.tenant) and id = \(id)
      """)
  }
}
