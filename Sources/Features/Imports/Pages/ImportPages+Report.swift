import Audit
import Basics
import Database
import HTTP
import Identity
import Localization
import Looks
import Sheets
import Web

extension ImportPages {
  /// What came of an import that has ended.
  static func report(_ imported: Import, _ request: Request) async throws -> Response {
    let size = 50
    let behind = request.query("behind").flatMap { Int($0) } ?? 0
    let refusals = try await Refusal.page(of: imported.id, behind: behind, limit: size + 1, in: request.db)
    let names = try await Identity.names(
      of: [imported.person].compactMap { $0 }, in: request.site.databases.global)
    let own = path(imported.id, request)
    let shown = refusals.prefix(size)
    let page = ImportReportPage(
      shell: request.shell(section: "/\(Kind.key)"), subject: subject, path: path(request),
      listPath: listPath(request), ownPath: own, fileName: imported.fileName, state: imported.state.mark,
      ending: imported.ending, results: results(imported, request),
      counts: counts(imported.report ?? ImportReport()),
      refusals: shown.map { refusal($0.row) }, refused: imported.progress.refused,
      olderRefusals: refusals.count > size ? shown.last.map { "\(own)?behind=\($0.line)#refused" } : nil,
      rowsPath: imported.hasRows ? rowsPath(imported, request) : nil,
      facts: facts(of: imported, by: imported.person.flatMap { names[$0] }, request.locale),
      canResume: imported.state.canBeResumed, undoUntil: undoUntil(imported, request))
    return .page(page)
  }

  private static func rowsPath(_ imported: Import, _ request: Request) -> String {
    "\(listPath(request))?import=\(imported.id)"
  }

  private static func undoUntil(_ imported: Import, _ request: Request) -> LocalDate? {
    imported.isUndoable(at: request.now) ? request.locale.zone.date(of: imported.undoableUntil) : nil
  }

  private static func results(_ imported: Import, _ request: Request) -> [ImportFact] {
    let (locale, progress) = (request.locale, imported.progress)
    if let undone = imported.undone, imported.state == .undone { return results(of: undone, locale) }
    let outcome = progress.outcome
    let made = imported.hasRows && outcome.added > 0 ? rowsPath(imported, request) : nil
    let rows: [(Message, Int, path: String?)] = [
      ("Rows read", progress.read, nil), ("New", outcome.added, made), ("Changed", outcome.changed, nil),
      ("Here already", outcome.known, nil),
      ("Of those with another content, left as they were", outcome.different, nil),
      ("Could not be taken", progress.refused, "#refused"),
    ]
    return rows.enumerated().filter { $0.offset < 2 || $0.element.1 > 0 }.map { _, row in
      ImportFact(row.0, locale.number(row.1), path: row.path, isBad: row.path == "#refused")
    } + figures(imported.report ?? ImportReport(), request)
  }

  private static func results(of undone: UndoOutcome, _ locale: UserLocale) -> [ImportFact] {
    let rows: [(Message, Int)] = [
      ("Order lines taken away", undone.lines), ("Orders taken away", undone.orders),
      ("Customers taken away", undone.customers), ("Products taken away", undone.products),
      ("Put back as before", undone.putBack), ("Changed since, so left", undone.left),
    ]
    return rows.filter { $0.1 > 0 }.map { ImportFact($0.0, locale.number($0.1)) }
  }

  private static func facts(of imported: Import, by person: String?, _ locale: UserLocale) -> [ImportFact] {
    let format = imported.format
    var facts = [
      ImportFact("File", imported.fileName),
      ImportFact("Size", locale.text(Message(bytes: imported.fileSize, in: locale))),
      ImportFact("Source", imported.source),
      ImportFact("Read as", "\(format.encoding.name), \(locale.text(format.delimiter.title))"),
      ImportFact("Dates", locale.text(format.dateOrder.title)),
      ImportFact("Times are those of", format.zone.identifier.replacing("_", with: " ")),
    ]
    if let person { facts.append(ImportFact("By", person)) }
    facts.append(ImportFact("Sent", locale.dateTime(imported.created)))
    if let finished = imported.finished { facts.append(ImportFact("Ended", locale.dateTime(finished))) }
    let seconds = (imported.progress.milliseconds + 999) / 1000
    if seconds > 0 { facts.append(ImportFact("It took", locale.text(Message(duration: seconds)))) }
    return facts
  }

  /// The rows that were not taken, for mending and sending again.
  static func refused(_ request: Request) async throws -> Response {
    let imported = try await find(request)
    let (locale, db) = (request.locale, request.db)
    try await db.record(AuditEntry("imports.export-refused", imported), by: request.actor, at: request.now)
    let body = ResponseBody.stream(length: nil) { out in
      try await RefusedRows.write(of: imported, Kind.self, in: locale, from: db) { try await out.write($0) }
    }
    return .download(body, type: "text/csv; charset=utf-8", name: "refused-\(imported.fileName.stem).csv")
  }
}

extension Import {
  var ending: ImportReportPage.Ending {
    switch state {
    case .failed: .failed((failure ?? .unexpected).message)
    case .cancelled: .cancelled
    case .undone: .undone
    default: .finished
    }
  }

  /// Whether some of its rows are in the books.
  var hasRows: Bool { state != .undone && progress.outcome.added + progress.outcome.changed > 0 }
}

extension String {
  /// A file's name without what says its type.
  fileprivate var stem: String { split(separator: ".").first.map(String.init) ?? "rows" }
}
