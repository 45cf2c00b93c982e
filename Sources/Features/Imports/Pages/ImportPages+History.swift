import Basics
import Database
import HTTP
import Identity
import Localization
import Looks
import Web

extension ImportPages {
  static func index(_ request: Request) async throws -> Response {
    try await index(request, problem: nil)
  }

  /// The page again, saying why a file is not taken.
  static func index(_ request: Request, problem: Message?) async throws -> Response {
    let size = 20
    let cursor = request.query("at").flatMap { Cursor($0, keys: 2) }
    let fetched = try await Import.recent(size, kind: Kind.key, from: cursor, in: request.db)
    let page = KeysetPage(fetched: fetched, size: size, cursor: cursor, key: \.cursorKeys)
    let people = Set(page.rows.compactMap(\.person))
    let names = try await Identity.names(of: Array(people), in: request.site.databases.global)
    let shown = ImportsPage(
      shell: request.shell(section: "/\(Kind.key)"), subject: subject, introduction: Kind.words.introduction,
      path: path(request), listPath: listPath(request), fields: Kind.fields,
      earlier: page.rows.map { row($0, names, request) },
      newer: page.newer.map { "\(path(request))?at=\($0.text)" },
      older: page.older.map { "\(path(request))?at=\($0.text)" }, problem: problem)
    return .page(shown, status: problem == nil ? .ok : .unprocessableContent)
  }

  private static func row(_ imported: ImportStanding, _ names: [PersonID: String], _ request: Request)
    -> ImportRow
  {
    ImportRow(
      path: path(imported.id, request), fileName: imported.fileName, state: imported.state.mark,
      rows: imported.rows, refused: max(imported.progress.refused, imported.trial?.report.refusedRows ?? 0),
      person: imported.person.flatMap { names[$0] }, createdAt: imported.created)
  }

  /// A small file that can be brought as it is, to see how one is made.
  static func example(_ request: Request) -> Response {
    .download(
      .bytes(Array(subject.example.utf8)), type: "text/csv; charset=utf-8", name: "\(Kind.key)-example.csv")
  }
}

extension ImportState {
  /// Its state, for a chip.
  var mark: ImportStateMark {
    switch self {
    case .draft: ImportStateMark(title: "Not imported yet", tone: .wait)
    case .waiting: ImportStateMark(title: "Waiting its turn", tone: .info)
    case .running: ImportStateMark(title: "Under way", tone: .info)
    case .counting: ImportStateMark(title: "Counting figures", tone: .info)
    case .paused: ImportStateMark(title: "Paused", tone: .wait)
    case .cancelled: ImportStateMark(title: "Stopped", tone: .plain)
    case .failed: ImportStateMark(title: "Failed", tone: .bad)
    case .finished: ImportStateMark(title: "Done", tone: .good)
    case .undoing: ImportStateMark(title: "Being undone", tone: .info)
    case .undone: ImportStateMark(title: "Undone", tone: .plain)
    }
  }
}
