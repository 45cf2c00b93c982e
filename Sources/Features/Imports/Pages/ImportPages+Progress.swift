import Basics
import Database
import HTML
import HTTP
import Localization
import Looks
import Sheets
import Web

extension ImportPages {
  /// How far an import has come, as it goes on: the same piece of the page again and again, and at last that the page
  /// is another one now.
  static func progress(_ request: Request) async throws -> Response {
    let id = try request.id(of: Import.self)
    let first = try await ImportStanding.find(id, kind: Kind.key, in: request.db)
    let shown = request.query("shown") ?? first.face
    let events = ResponseBody.events { events in
      try await events.retry(after: .seconds(2))
      var last = ""
      // After ten minutes the browser connects again, and is asked anew who it is.
      for _ in 0..<800 {
        let imported = try await ImportStanding.find(id, kind: Kind.key, in: request.db)
        let bar = imported.bar.string(locale: request.locale)
        if bar != last { try await events.send(bar, event: "progress") }
        last = bar
        guard imported.face == shown else { return try await events.send("", event: "over") }
        try await Task.sleep(for: .milliseconds(750))
      }
    }
    return Response(.ok, .body(events, type: ""))
  }

  static func underWay(_ imported: Import, _ request: Request) -> Response {
    let own = path(imported.id, request)
    let page = ImportRunPage(
      shell: request.shell(section: "/\(Kind.key)"), subject: subject, path: path(request),
      listPath: listPath(request), ownPath: own, fileName: imported.fileName, state: imported.state.mark,
      phase: imported.state.phase, progress: imported.standing.bar,
      progressPath: imported.state == .paused ? nil : "\(own)/progress?shown=\(imported.standing.face)")
    return .page(page)
  }

  static func trialCard(_ imported: Import, isReady: Bool, _ request: Request) -> TrialCard {
    let own = path(imported.id, request)
    let trial = imported.trial.flatMap { $0.revision == imported.revision && $0.isDone ? $0 : nil }
    let report = trial?.report ?? ImportReport()
    return TrialCard(
      state: state(trial, imported, isReady: isReady),
      progressPath: "\(own)/progress?shown=\(imported.standing.face)",
      runPath: "\(own)/run", facts: trial.map { facts(of: $0, request) } ?? [], counts: counts(report),
      refusals: trial?.problems.prefix(10).map(refusal) ?? [], refused: report.refusedRows, rows: report.rows)
  }

  private static func state(_ trial: ImportTrial?, _ imported: Import, isReady: Bool) -> TrialCard.State {
    if !isReady { return .blocked }
    guard let trial else { return .running(imported.standing.bar) }
    return trial.failure.map { .failed($0.message) } ?? .ended
  }

  private static func facts(of trial: ImportTrial, _ request: Request) -> [ImportFact] {
    let locale = request.locale
    let refused = trial.report.refusedRows
    var facts = [ImportFact("Rows in the file", locale.number(trial.report.rows))]
    facts.append(ImportFact("New", locale.number(trial.new)))
    if trial.known > 0 { facts.append(ImportFact("Here already", locale.number(trial.known))) }
    if refused > 0 { facts.append(ImportFact("Cannot be taken", locale.number(refused), isBad: true)) }
    return facts + figures(trial.report, request)
  }

  /// The days that the rows speak of, and what they come to.
  static func figures(_ report: ImportReport, _ request: Request) -> [ImportFact] {
    let (locale, currency) = (request.locale, request.tenant.locale.currency)
    var facts: [ImportFact] = []
    if let first = report.firstDay, let last = report.lastDay, first <= last {
      facts.append(ImportFact("Days", locale.dates(first...last)))
    }
    return facts
      + (report.sums ?? []).map { sum in
        ImportFact(Kind.meaning(of: sum.key), locale.money(Money(minorUnits: sum.amount, currency)))
      }
  }

  static func counts(_ report: ImportReport) -> [ImportOddity] {
    report.counts.map {
      ImportOddity(count: $0.count, meaning: Kind.meaning(of: $0.key), isPartial: $0.isPartial)
    }
  }

  static func refusal(_ row: RefusedRow) -> ImportRefusal {
    ImportRefusal(
      line: "\(row.line)", reason: row.problem.explanation(for: Kind.self),
      content: String(row.fields.filter { !$0.isEmpty }.joined(separator: " · ").prefix(300)))
  }
}

extension ImportStanding {
  /// What its page looks like: while this is the same, only figures change on it.
  var face: String {
    switch state {
    case .draft:
      "draft-\(revision)-\(trial?.isDone == true && trial?.revision == revision ? "tried" : "trying")"
    default: state.rawValue
    }
  }

  var bar: ProgressBar {
    if state == .draft {
      let rows = trial?.report.rows ?? 0
      let rate = trial.map { $0.milliseconds > 0 ? rows * 1000 / $0.milliseconds : 0 }
      return ProgressBar(
        rows: rows, fraction: trial?.fraction ?? 0, rowsPerSecond: rate, secondsLeft: nil,
        refused: trial?.report.refusedRows ?? 0)
    }
    let isReading = state == .running
    return ProgressBar(
      rows: progress.read, fraction: state == .counting ? 1 : progress.fraction,
      rowsPerSecond: isReading ? progress.rowsPerSecond : nil,
      secondsLeft: isReading ? progress.secondsLeft : nil,
      refused: progress.refused)
  }
}

extension ImportState {
  var phase: ImportRunPage.Phase {
    switch self {
    case .waiting: .waiting
    case .counting: .counting
    case .paused: .paused
    case .undoing: .undoing
    default: .running
    }
  }
}
