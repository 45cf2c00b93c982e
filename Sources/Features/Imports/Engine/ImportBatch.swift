import Sheets

/// Some rows of a file, taken in one transaction.
struct ImportBatch<Record: Sendable>: Sendable {
  var records: [Record] = []
  var refusals: [Refusal] = []
  /// Rows of the file that are new in it.
  var rows = 0
  /// Where the rest of the file begins.
  var end: SheetPosition
  /// How much of the file has been read, between 0 and 1.
  var fraction = 0.0
  /// Rows of the file up to its end, those too that earlier runs have taken.
  var total = 0
  /// Why reading cannot go on behind it.
  var failure: ImportFailure?
  /// Whether the file ends with it.
  var isLast = false
}
