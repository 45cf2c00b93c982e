import Basics
import Database
import Vault

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

  private init(line: Int, problem: RowProblem, place: String, content: String) {
    self.line = line
    self.problem = problem
    self.place = place
    self.content = content
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

extension Refusal {
  /// Keeps those of a batch, in its transaction: sealed, since a row may say how somebody is reached.
  static func add(_ refusals: [Refusal], to id: Import.ID, in db: TenantDatabase) async throws {
    if refusals.isEmpty { return }
    let ids = refusals.map { _ in RecordID<Refusal>() }
    let sealed = try await db.vault.seal(
      zip(ids, refusals).map { (row: "\($0)", bytes: Array($1.content.utf8)) }, as: .refusedRow, in: db)
    try await db.run(
      """
      insert into import_refusals (tenant_id, import_id, line, reason, place, content, id, sealed)
      select \(db.tenant), \(id), u.line, u.reason, u.place, '', u.id, u.sealed
        from unnest(\(refusals.map(\.line)), \(refusals.map(\.problem.key)), \(refusals.map(\.place)),
                    \(ids), \(sealed.map { Optional($0) })) as u (line, reason, place, id, sealed)
      on conflict do nothing
      returning line
      """)
  }

  /// Those behind a line of the file, at most so many.
  package static func page(of id: Import.ID, behind line: Int, limit: Int, in db: TenantDatabase) async throws
    -> [Refusal]
  {
    let stored = try await db.all(
      """
      select line, reason, place, content, id, sealed
        from import_refusals
       where tenant_id = \(db.tenant) and import_id = \(id) and line > \(line)
       order by line
       limit \(limit)
      """, as: StoredRefusal.self)
    let sealed = stored.filter { $0.sealed != nil }
    let opened = try await db.vault.openReadable(
      sealed.map { (row: "\($0.id)", bytes: $0.sealed ?? []) }, as: .refusedRow, in: db)
    let contents = Dictionary(zip(sealed, opened).map { ($0.id, $1) }) { first, _ in first }
    return stored.map { row in
      // Of before rows were sealed there are some for a month; of a deleted key nothing can be shown.
      let content = contents[row.id].map { $0.map { String(decoding: $0, as: UTF8.self) } ?? "" }
      return Refusal(line: row.line, problem: row.problem, place: row.place, content: content ?? row.content)
    }
  }
}

private struct StoredRefusal: FromRow {
  let line: Int
  let problem: RowProblem
  let place: String
  let content: String
  let id: RecordID<Refusal>
  let sealed: [UInt8]?

  init(row: inout Row) throws {
    line = try row.next()
    problem = RowProblem(key: try row.next())
    place = try row.next()
    content = try row.next()
    id = try row.next()
    sealed = try row.next()
  }
}

extension SealedColumn {
  static let refusedRow = SealedColumn("import_refusals", "sealed")
}
