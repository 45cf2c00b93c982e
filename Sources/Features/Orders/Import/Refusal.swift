import Basics
import CSV
import Database

/// A row that could not be read, kept until the person has mended it.
struct Refusal: Sendable {
  /// The line of the file in which the row begins, from 1.
  let line: Int
  let problem: RowProblem
  /// The fields as they came, a unit separator between them; long ones are cut, bytes that are no text
  /// replaced.
  let content: String

  private static let separator = "\u{1F}"

  init(line: Int, problem: RowProblem, fields: [String]) {
    self.line = line
    self.problem = problem
    content = fields.prefix(60).map { field in
      String(field.prefix(1000)).replacing(Refusal.separator, with: " ").replacing("\0", with: "\u{2400}")
    }.joined(separator: Refusal.separator)
  }

  var fields: [String] {
    content.split(separator: Refusal.separator, omittingEmptySubsequences: false).map(String.init)
  }
}

extension Refusal: FromRow {
  init(row: inout Row) throws {
    line = try row.next()
    problem = try row.next()
    content = try row.next()
  }
}

extension RowProblem: ColumnValue {}

extension Refusal {
  static func add(_ refusals: [Refusal], to record: OrderImportRecord.ID, in db: TenantDatabase) async throws
  {
    if refusals.isEmpty { return }
    try await db.run(
      """
      insert into import_refusals (tenant_id, import_id, line, reason, content)
      select \(db.tenant), \(record), u.*
        from unnest(\(refusals.map(\.line)), \(refusals.map(\.problem.rawValue)), \(refusals.map(\.content))) u
      returning line
      """)
  }

  /// Writes the refused rows of an import to a CSV file for mending: the line, the reason, then the row's own
  /// fields.
  static func write(
    _ record: OrderImportRecord.ID, header: [String], to path: String, from db: TenantDatabase
  ) async throws {
    var rows = CSVWriter()
    var file = try OutputFile(path: path)
    rows.row(["Line", "Reason"] + header)
    var page = try await page(of: record, behind: 0, in: db)
    while let last = page.last {
      for refusal in page {
        rows.row(["\(refusal.line)", "\(refusal.problem.explanation)"] + refusal.fields)
      }
      try file.write(rows.output)
      rows.output.reset()
      page = try await Refusal.page(of: record, behind: last.line, in: db)
    }
    try file.finish()
  }

  private static func page(of record: OrderImportRecord.ID, behind line: Int, in db: TenantDatabase)
    async throws
    -> [Refusal]
  {
    try await db.all(
      """
      select line, reason, content
        from import_refusals
       where tenant_id = \(db.tenant) and import_id = \(record) and line > \(line)
       order by line
       limit 1000
      """)
  }
}
