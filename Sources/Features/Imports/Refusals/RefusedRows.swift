import Basics
import CSV
import Database
import Localization

/// The refused rows of an import as a file to mend and send again: where each stood, why it was refused, then its own
/// fields under their own names.
///
/// A row that is mended takes its own place by what stands under `Place`, whichever others are left out.
package enum RefusedRows {
  /// The columns in front of the file's own. They are the same in every language, since the file is read again.
  package static let columns = ["Line", "Reason", "Place"]

  /// The key of the field that `Place` goes to, in every kind that needs it.
  package static let placeField = "place"

  /// The file part by part, each some rows.
  package static func write<Kind: ImportKind>(
    of imported: Import, _ kind: Kind.Type, in locale: UserLocale, from db: TenantDatabase,
    to write: ([UInt8]) async throws -> Void
  ) async throws {
    var rows = CSVWriter(byteOrderMark: true)
    rows.row(columns + imported.header)
    var line = 0
    while true {
      let page = try await Refusal.page(of: imported.id, behind: line, limit: 1000, in: db)
      for refusal in page {
        let reason = locale.text(refusal.problem.explanation(for: kind))
        rows.row(["\(refusal.line)", reason, refusal.place] + refusal.fields)
      }
      try await write([UInt8](rows.output.bytes))
      rows.output.reset()
      guard let last = page.last else { return }
      line = last.line
    }
  }

  /// The file's own columns, when these are of a file of refused rows.
  static func own(_ header: [String]) -> [String]? {
    header.count > columns.count && Array(header.prefix(columns.count)) == columns
      ? Array(header.dropFirst(columns.count)) : nil
  }
}
