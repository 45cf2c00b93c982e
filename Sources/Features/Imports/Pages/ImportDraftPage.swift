import Basics
import Localization
import Looks
import Sheets
import Web

/// A file that was brought and is not imported yet: how it was read, what goes where, and what would happen.
struct ImportDraftPage: Sendable {
  let shell: Shell
  let subject: ImportSubject
  /// `/t/dokan/orders/imports`
  let path: String
  let listPath: String
  /// `/t/dokan/orders/imports/0198…`
  let ownPath: String
  let fileName: String
  /// Its size, its columns.
  let summary: String
  /// An earlier import of the very same file.
  let twin: Link?
  /// Whether the settings are those of the last file with the same columns.
  let isRemembered: Bool
  let reading: ReadingForm
  let columns: [ImportColumn]
  let fields: [Option]
  let problems: [Message]
  /// What one should know of the columns.
  let doubts: [Message]
  let preview: ImportPreview
  let trial: TrialCard

  var matched: Int { columns.count { $0.field != "" } }
}

/// How a file was read, each with what the file says for it.
struct ReadingForm: Sendable {
  let choices: [Choice]
  let source: String
  let problems: [Problem]

  struct Choice: Sendable {
    let name: String
    let label: Message
    let options: [Option]
    let further: [Option]
    let selected: String
    let example: String?
  }

  func field(_ choice: Choice, label: String) -> SelectField {
    SelectField(
      choice.name, label: label, options: choice.options, further: choice.further, selected: choice.selected,
      problems: problems, hint: choice.example)
  }
}

/// A column of the file and where it goes.
struct ImportColumn: Sendable {
  enum State: Sendable { case matched, guess, unused, empty }

  let index: Int
  /// As the file has it, or its number.
  let name: Message
  let samples: String
  /// The key of its field; empty for none.
  let field: String
  let state: State
}

/// The first rows as they will be understood.
struct ImportPreview: Sendable {
  let headings: [Heading]
  let rows: [Row]

  struct Heading: Sendable {
    let title: Message
    let isNumber: Bool
  }

  struct Row: Sendable {
    let line: String
    let cells: [Cell]
    /// Why it cannot be taken.
    let problem: Message?
  }

  struct Cell: Sendable {
    let text: String
    let isNumber: Bool
    let isWrong: Bool
  }
}

extension SheetDoubt {
  /// The others stand beside what can be chosen.
  var isAboutColumns: Bool {
    switch self {
    case .header, .unnamed, .duplicate, .longName, .formulas: true
    case .encoding, .dateOrder, .mixedDateOrders, .decimalMark: false
    }
  }
}

extension ImportDraftPage {
  func chip(of column: ImportColumn, _ locale: UserLocale) -> Chip {
    switch column.state {
    case .matched: Chip(locale.text("Matched"), tone: .good)
    case .guess: Chip(locale.text("A guess"), tone: .wait)
    case .unused: Chip(locale.text("Not used"))
    case .empty: Chip(locale.text("Empty"))
    }
  }
}
