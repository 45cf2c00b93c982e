import Basics
import Looks
import Web

/// What came of an import that has ended, in whatever way.
struct ImportReportPage: Sendable {
  let shell: Shell
  let subject: ImportSubject
  let path: String
  let listPath: String
  let ownPath: String
  let fileName: String
  let state: ImportStateMark
  let ending: Ending
  let results: [ImportFact]
  let counts: [ImportOddity]
  /// Those of this page.
  let refusals: [ImportRefusal]
  let refused: Int
  let olderRefusals: String?
  /// The rows it made.
  let rowsPath: String?
  let facts: [ImportFact]
  let canResume: Bool
  /// Until when it can be taken back; nil when it cannot be any more.
  let undoUntil: LocalDate?

  enum Ending: Sendable {
    case finished, cancelled, undone
    /// With why, for the person.
    case failed(Message)
  }

  var refusedPath: String { "\(ownPath)/refused.csv" }
  var undoPath: String { "\(ownPath)/undo" }
}
