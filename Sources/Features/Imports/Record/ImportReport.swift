import Basics

/// What was in a file and what was done with it.
package struct ImportReport: Codable, Sendable, Equatable {
  /// Rows below the header.
  package var rows = 0
  /// What is worth knowing of them, oddities and all, in the order in which it is told; nothing that is zero.
  package var counts: [ImportCount] = []
  /// Rows that were refused, by their `RowProblem.reason`.
  package var refused: [ImportCount] = []
  /// What the rows come to; nil in reports of before this was counted.
  package var sums: [ImportSum]?
  package var firstDay: LocalDate?
  package var lastDay: LocalDate?

  package init() {}

  package var refusedRows: Int { refused.reduce(0) { $0 + $1.count } }
}

/// An amount that rows come to.
package struct ImportSum: Codable, Sendable, Equatable {
  /// See `ImportCount.key`.
  package let key: String
  /// In minor units of the shop's currency.
  package let amount: Int64

  package init(_ key: String, _ amount: Int64) {
    self.key = key
    self.amount = amount
  }
}

/// How often something was met.
package struct ImportCount: Codable, Sendable, Equatable {
  /// Lasting; its kind puts it into words: `ImportKind.meaning(of:)`.
  package let key: String
  package let count: Int
  /// Only the first part of a very long file was looked at for it: there may be more.
  package let isPartial: Bool

  package init(_ key: String, _ count: Int, isPartial: Bool = false) {
    self.key = key
    self.count = count
    self.isPartial = isPartial
  }
}

/// What a run over the file found that wrote nothing.
package struct ImportTrial: Codable, Sendable, Equatable {
  /// Of the mapping that was tried; see `Import.revision`.
  package var revision: Int
  package var isDone = false
  /// Of the file, between 0 and 1.
  package var fraction = 0.0
  package var report = ImportReport()
  /// Records (order lines, products, customers) that the rows hold, and those that are known already.
  package var records = 0
  package var known = 0
  /// The first rows that would be refused, at most fifty.
  package var problems: [RefusedRow] = []
  package var milliseconds = 0
  /// Why the file cannot be read to its end.
  package var failure: ImportFailure?

  package init(revision: Int) { self.revision = revision }

  package var new: Int { max(0, records - known) }
}

/// A row that cannot be taken, for the person who mends it.
package struct RefusedRow: Codable, Sendable, Equatable {
  /// The line of the file in which it begins, from 1.
  package let line: Int
  package let problem: RowProblem
  /// As they stand in the file; long ones are cut.
  package let fields: [String]
}

/// What undoing an import came to, in rows.
package struct UndoOutcome: Codable, Sendable, Equatable {
  package var lines = 0
  package var orders = 0
  package var customers = 0
  package var products = 0
  /// Rows of before the import, as they were.
  package var putBack = 0
  /// Rows that a later import has changed too, so they stayed as that one left them.
  package var left = 0

  package init() {}
}
