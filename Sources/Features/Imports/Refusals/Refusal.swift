import Basics
import Database

/// A row that could not be taken, kept until the person has mended it.
package struct Refusal: Sendable {
  /// The line of the file in which the row begins, from 1.
  package let line: Int
  package let problem: RowProblem
  /// See `ImportReader.place`.
  let place: String
  /// The fields as they came, a unit separator between them; long ones are cut, bytes that are no text replaced.
  private let content: String

  private static let separator = "\u{1F}"

  init(line: Int, problem: RowProblem, place: String, fields: [String]) {
    self.line = line
    self.problem = problem
    self.place = place
    content = fields.prefix(200).map { field in
      String(field.prefix(1000)).replacing(Refusal.separator, with: " ").replacing("\0", with: "\u{2400}")
    }.joined(separator: Refusal.separator)
  }

  package var fields: [String] {
    content.split(separator: Refusal.separator, omittingEmptySubsequences: false).map(String.init)
  }

  /// As much of it as a page shows: a trial keeps some dozens, and is read with every look at its import.
  package var row: RefusedRow {
    var room = 300
    let shown = fields.filter { !$0.isEmpty }.prefix { field in
      defer { room -= field.utf8.count }
      return room > 0
    }
    return RefusedRow(line: line, problem: problem, fields: shown.map { String($0.prefix(300)) })
  }
}

extension Refusal: FromRow {
  package init(row: inout Row) throws {
    line = try row.next()
    problem = RowProblem(key: try row.next())
    place = try row.next()
    content = try row.next()
  }

  /// Keeps those of a batch, in its transaction.
  static func add(_ refusals: [Refusal], to id: Import.ID, in db: TenantDatabase) async throws {
    if refusals.isEmpty { return }
    try await db.run(
      """
      insert into import_refusals (tenant_id, import_id, line, reason, place, content)
      select \(db.tenant), \(id), u.*
        from unnest(\(refusals.map(\.line)), \(refusals.map(\.problem.key)), \(refusals.map(\.place)),
                    \(refusals.map(\.content))) u
      on conflict do nothing
      returning line
      """)
  }

  /// Those behind a line of the file, at most so many.
  package static func page(of id: Import.ID, behind line: Int, limit: Int, in db: TenantDatabase) async throws
    -> [Refusal]
  {
    try await db.all(
      """
      select line, reason, place, content
        from import_refusals
       where tenant_id = \(db.tenant) and import_id = \(id) and line > \(line)
       order by line
       limit \(limit)
      """)
  }
}
