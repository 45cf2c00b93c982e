import Basics

/// What an import came to: everything that was in the file, and what was done with it.
package struct OrderImportReport: Sendable {
  /// Rows below the header.
  package let rows: Int
  /// Lines that were new, in all the runs that it took.
  package let added: Int
  /// Lines that had been brought before, and those of them whose content was another.
  package let known: Int
  package let different: Int
  package let invoices: Int
  package let heads: [LineHead: Int]
  package let refused: [RowProblem: Int]
  package let duplicates: Int
  /// False when the file was so long that duplicates were counted in its first part only.
  package let countedAllDuplicates: Bool
  package let withoutCustomer: Int
  package let invoicesWithTwoTimes: Int
  package let customersWithTwoCountries: Int
  /// Where the refused rows were written, when there were any.
  package let rejects: String?
  /// Whether the file had been brought in whole before, so that nothing was left to do.
  package let wasFinished: Bool
  package let seconds: Double

  init(_ tally: ImportTally, outcome: BatchOutcome, rejects: String?, wasFinished: Bool, seconds: Double) {
    rows = tally.rows
    added = outcome.added
    known = outcome.known
    different = outcome.different
    invoices = tally.invoiceCount
    heads = tally.heads
    refused = tally.refused
    duplicates = tally.duplicates
    countedAllDuplicates = tally.countedAllDuplicates
    withoutCustomer = tally.withoutCustomer
    invoicesWithTwoTimes = tally.invoicesWithTwoTimes
    customersWithTwoCountries = tally.customersWithTwoCountries
    self.rejects = rejects
    self.wasFinished = wasFinished
    self.seconds = seconds
  }

  package var refusedRows: Int { refused.values.reduce(0, +) }

  /// For the terminal.
  package var text: String {
    var lines = wasFinished ? ["This file has been imported before; nothing was changed."] : []
    lines.append("\(rows) rows, \(invoices) invoices, \(Int(seconds.rounded(.up))) s")
    lines += [
      (added, "lines added"), (known, "lines were there already"),
      (different, "of them with another content, which was left as it was"),
    ].compactMap(OrderImportReport.counted)
    lines += LineHead.allCases.compactMap { OrderImportReport.counted((heads[$0] ?? 0, $0.meaning)) }
    lines += [
      (duplicates, countedAllDuplicates ? "exact duplicates, kept" : "exact duplicates or more, kept"),
      (withoutCustomer, "lines without a customer, joined to nobody"),
      (invoicesWithTwoTimes, "invoices with two times, the earliest taken"),
      (customersWithTwoCountries, "customers with two countries, the latest taken"),
    ].compactMap(OrderImportReport.counted)
    lines += RowProblem.allCases.compactMap {
      OrderImportReport.counted((refused[$0] ?? 0, "refused: \($0.explanation)"))
    }
    if let rejects { lines.append("The refused rows are in \(rejects).") }
    return lines.joined(separator: "\n")
  }

  /// A count and what it counts, the numbers below each other; nothing for zero.
  private static func counted(_ entry: (count: Int, meaning: String)) -> String? {
    guard entry.count > 0 else { return nil }
    let number = String(entry.count)
    return String(repeating: " ", count: max(0, 10 - number.count)) + number + " " + entry.meaning
  }
}

extension LineHead {
  /// For the report of an import.
  fileprivate var meaning: String {
    switch self {
    case .product: "product lines"
    case .postage: "postage lines"
    case .fee: "fee lines"
    case .discount: "discount lines"
    case .manual: "manual lines and samples"
    case .tax: "tax"
    case .badDebt: "bad debt lines, no sales"
    case .zeroPrice: "lines without a price, no sales"
    case .adjustment: "stock adjustments, no sales"
    }
  }
}

/// How far an import has come.
package struct OrderImportProgress: Sendable {
  package let rows: Int
  package let rowsPerSecond: Int
  /// Of the file, between 0 and 1.
  package let fraction: Double

  /// For the terminal: `120000 rows, 41000 a second, 32%`.
  package var text: String { "\(rows) rows, \(rowsPerSecond) a second, \(Int(fraction * 100))%" }
}

/// Tells of an import's progress, at most twice a second.
struct ImportMeter: Sendable {
  private let tell: @Sendable (OrderImportProgress) -> Void
  private let begun = monotonicNanoseconds()
  private var told = monotonicNanoseconds()

  init(_ tell: @escaping @Sendable (OrderImportProgress) -> Void) { self.tell = tell }

  /// Whether it was time to.
  mutating func tell(rows: Int, fraction: Double) -> Bool {
    let now = monotonicNanoseconds()
    guard now - told >= 500_000_000 else { return false }
    told = now
    let rate = Double(rows) / (Double(now - begun) / 1e9)
    tell(OrderImportProgress(rows: rows, rowsPerSecond: Int(rate), fraction: min(1, fraction)))
    return true
  }
}
