import Basics
import Imports
import Localization

/// What an import came to, for the terminal: everything that was in the file, and what was done with it.
struct ImportText<Kind: ImportKind> {
  private let imported: Import
  private let locale: UserLocale

  init(_ imported: Import, _ locale: UserLocale) {
    self.imported = imported
    self.locale = locale
  }

  var text: String { (head + outcome + contents + refusals).joined(separator: "\n") }

  private var head: [String] {
    let seconds = (imported.progress.milliseconds + 999) / 1000
    let rows = "\(imported.progress.read) rows, \(seconds) s"
    switch imported.state {
    case .finished: return [rows]
    case .failed: return [locale.text((imported.failure ?? .unexpected).message), rows]
    default: return ["The import was stopped: \(imported.state.rawValue).", rows]
    }
  }

  private var outcome: [String] {
    let outcome = imported.progress.outcome
    let records = locale.text(Kind.words.records)
    return [
      (outcome.added, "\(records) added"), (outcome.changed, "\(records) changed"),
      (outcome.known, "\(records) were there already"),
      (outcome.different, "of them with another content, which was left as it was"),
    ].compactMap { line($0, $1) }
  }

  private var contents: [String] {
    (imported.report?.counts ?? []).compactMap { count in
      line(count.count, locale.text(Kind.meaning(of: count.key)) + (count.isPartial ? ", or more" : ""))
    }
  }

  private var refusals: [String] {
    (imported.report?.refused ?? []).compactMap { count in
      line(count.count, "refused: " + locale.text(RowProblem(key: count.key).explanation(for: Kind.self)))
    }
  }

  /// A count and what it counts, the numbers below each other; nothing for zero.
  private func line(_ count: Int, _ meaning: String) -> String? {
    guard count > 0 else { return nil }
    let number = String(count)
    return String(repeating: " ", count: max(0, 10 - number.count)) + number + " " + meaning
  }
}
