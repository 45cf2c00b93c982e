import Basics
import Database
import Sheets
import Storage

/// A file that brings a shop's history, how it is to be read, and how far it has come.
package struct Import: Sendable {
  package typealias ID = RecordID<Import>

  /// The source of made-up rows; no file may have it.
  package static let sampleSource = "sample"

  package let id: ID
  /// Of which kind its rows are; see `ImportKind.key`.
  package let kind: String
  /// Whose keys and numbers the file has: the same invoice number of two sources is two invoices.
  package let source: String
  package let fileName: String
  /// SHA-256 of the file as it was sent: its name in the storage.
  package let fileHash: [UInt8]
  /// In bytes, as it was sent.
  package let fileSize: Int
  package let state: ImportState
  package let format: SheetFormat
  package private(set) var mapping: ColumnMapping
  /// The names of the columns, as the file has them.
  package let header: [String]
  /// Raised whenever the mapping is saved.
  package let revision: Int
  /// What the trial run has found so far; nil before it began.
  package let trial: ImportTrial?
  /// Nil until its rows are in.
  package let report: ImportReport?
  /// Why it failed, or why it had to be left.
  package let failure: ImportFailure?
  /// What undoing it came to.
  package let undone: UndoOutcome?
  package let progress: ImportProgress
  package let person: PersonID?
  package let created: Instant
  package let changed: Instant
  package let finished: Instant?
  /// Where reading goes on.
  let position: SheetPosition
  let runner: RecordID<ImportRunner>?
}

extension Import {
  /// With the fields that its kind has today: a draft may be older than they are.
  func known<Kind: ImportKind>(to kind: Kind.Type) -> Import {
    var known = self
    known.mapping = mapping.known(to: kind)
    return known
  }

  var standing: ImportStanding {
    ImportStanding(
      id: id, fileName: fileName, state: state, revision: revision, trial: trial, progress: progress,
      person: person, created: created)
  }
}

/// Stands for whoever reads a file: the job, or the command.
package enum ImportRunner {}

extension Import: FromRow {
  /// What `init(row:)` reads.
  static let columns: SQL = """
    id, kind, source, file_name, file_hash, file_size, state, format, mapping, header, revision, trial, report,
    failure, undoing, person_id, created_at, changed_at, finished_at, byte_offset, next_line, runner,
    rows_read, rows_expected, rows_added, rows_changed, rows_known, rows_different, rows_refused, milliseconds
    """

  package init(row: inout Row) throws {
    id = try row.next()
    kind = try row.next()
    source = try row.next()
    fileName = try row.next()
    fileHash = try row.next()
    fileSize = try row.next()
    state = try row.next()
    format = try row.next(JSON<SheetFormat>.self).value
    mapping = try row.next(JSON<ColumnMapping>.self).value
    header = try row.next()
    revision = try row.next()
    trial = try row.next(JSON<ImportTrial>?.self)?.value
    report = try row.next(JSON<ImportReport>?.self)?.value
    failure = try row.next(JSON<ImportFailure>?.self)?.value
    undone = try row.next(JSON<UndoOutcome>?.self)?.value
    person = try row.next()
    created = try row.next()
    changed = try row.next()
    finished = try row.next()
    position = SheetPosition(offset: try row.next(), line: try row.next())
    runner = try row.next()
    progress = try ImportProgress(row: &row)
  }
}
