import Basics
import Database

/// How an import stands, for the list of them and for whoever watches one: without what its trial and its run have found,
/// which can be large and is read for its own page only.
struct ImportStanding: Sendable {
  let id: Import.ID
  let fileName: String
  let state: ImportState
  let revision: Int
  /// Of a draft only, and without the rows that would be refused.
  let trial: ImportTrial?
  let progress: ImportProgress
  let person: PersonID?
  let created: Instant

  /// Rows of the file: those that have been dealt with, or before that those that the trial has found.
  var rows: Int {
    switch state {
    case .draft: trial?.report.rows ?? 0
    case .waiting: max(progress.read, progress.expected)
    default: progress.read
    }
  }

  /// For `KeysetPage`.
  var cursorKeys: [String] { ["\(created.microseconds)", "\(id)"] }
}

extension ImportStanding: FromRow {
  /// What `init(row:)` reads.
  static let columns: SQL = """
    id, file_name, state, revision, case state when 'draft' then trial || '{"problems": []}' end, person_id, created_at,
    rows_read, rows_expected, rows_added, rows_changed, rows_known, rows_different, rows_refused, milliseconds
    """

  init(row: inout Row) throws {
    id = try row.next()
    fileName = try row.next()
    state = try row.next()
    revision = try row.next()
    trial = try row.next(JSON<ImportTrial>?.self)?.value
    person = try row.next()
    created = try row.next()
    progress = try ImportProgress(row: &row)
  }

  static func find(_ id: Import.ID, kind: String, in db: TenantDatabase) async throws -> ImportStanding {
    try await db.one(
      """
      select \(fragment: columns)
        from imports
       where tenant_id = \(db.tenant) and id = \(id) and kind = \(kind)
      """)
  }
}
