import Basics
import Localization
import Looks
import Sheets
import Web

/// Where a file is brought, and the files that were brought before.
struct ImportsPage: Sendable {
  let shell: Shell
  let subject: ImportSubject
  let introduction: Message
  /// `/t/dokan/orders/imports`
  let path: String
  /// `/t/dokan/orders`
  let listPath: String
  let fields: [SheetField]
  let earlier: [ImportRow]
  let newer: String?
  let older: String?
  /// Why the file that was sent is not taken.
  let problem: Message?

  /// As the file chooser wants it; what is in the file decides.
  static let accepts = ".csv,.tsv,.txt,.gz,text/csv,text/tab-separated-values,text/plain,application/gzip"

  /// 2 GiB.
  static let largestFile = 2 << 30

  var required: [SheetField] { fields.filter(\.isRequired) }
  var further: [SheetField] { fields.filter { !$0.isRequired } }
}

/// An import in the list of them.
struct ImportRow: Sendable {
  let path: String
  let fileName: String
  let state: ImportStateMark
  let rows: Int
  let refused: Int
  let person: String?
  let createdAt: Instant
}

/// How an import stands, for a chip.
struct ImportStateMark: Sendable {
  let title: Message
  let tone: Tone
}

extension ImportsPage {
  func names(of fields: [SheetField], _ locale: UserLocale) -> String {
    fields.map { locale.text($0.title) }.joined(separator: ", ")
  }
}
