import Basics
import Sheets

/// Why a row of a file cannot be taken.
package struct RowProblem: Error, Codable, Hashable, Sendable {
  /// Lasting: it is stored and counted by. One of `SheetProblem.Kind`, or one of the kind's own.
  package let reason: String
  /// The key of the field, or nil when it is about the whole row.
  package let field: String?

  package init(_ reason: String, field: String? = nil) {
    self.reason = reason
    self.field = field
  }

  package init(_ problem: SheetProblem) { self.init(problem.kind.rawValue, field: problem.field) }

  /// As it is kept and counted: `date`, `number price`.
  package var key: String { field.map { "\(reason) \($0)" } ?? reason }

  package init(key: String) {
    let words = key.split(separator: " ", maxSplits: 1)
    self.init(String(words.first ?? ""), field: words.count == 2 ? String(words[1]) : nil)
  }

  /// For the person who mends the file: `Unit price: not a number`.
  package func explanation<Kind: ImportKind>(for _: Kind.Type) -> Message {
    let what = SheetProblem.Kind(rawValue: reason)?.explanation ?? Kind.problem(reason)
    guard let field = Kind.fields.first(where: { $0.key == field }) else { return what }
    return "\(field.title): \(what)"
  }
}
