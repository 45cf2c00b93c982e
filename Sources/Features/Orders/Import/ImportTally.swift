import Basics

/// What a file holds, oddities and all, counted while it is read.
///
/// It depends on nothing but the file, so an import that goes on after a crash counts what it passes over
/// once more instead of trusting a stored count.
struct ImportTally: Sendable {
  private(set) var rows = 0
  private(set) var lines = 0
  private(set) var heads: [LineHead: Int] = [:]
  private(set) var refused: [RowProblem: Int] = [:]
  private(set) var withoutCustomer = 0
  private(set) var duplicates = 0
  private var invoices: [String: InvoiceTrace] = [:]
  private var countries: [String: CountryTrace] = [:]
  private var seen = HashSet()

  /// Counts a row of an invoice and gives its place in it, from 1: what a line is known by.
  ///
  /// Refused rows take a place too, so that mending one in the file moves no other.
  mutating func place(in invoice: String) -> Int32 {
    invoices[invoice, default: InvoiceTrace()].take()
  }

  mutating func count(_ line: ImportedLine) {
    rows += 1
    lines += 1
    heads[line.head, default: 0] += 1
    if !seen.insert(line.hashValue) { duplicates += 1 }
    invoices[line.invoice]?.meet(line.placed)
    if line.customer.isEmpty {
      withoutCustomer += 1
    } else if !line.country.isEmpty {
      countries[line.customer, default: CountryTrace(line.country)].meet(line.country)
    }
  }

  mutating func count(_ problem: RowProblem) {
    rows += 1
    refused[problem, default: 0] += 1
  }

  var invoiceCount: Int { invoices.values.count { $0.first != nil } }
  var invoicesWithTwoTimes: Int { invoices.values.count { $0.hasTwoTimes } }
  var customersWithTwoCountries: Int { countries.values.count { $0.hasTwo } }
  /// False when the file is so long that duplicates were looked for in its first part only.
  var countedAllDuplicates: Bool { !seen.isFull }
}

private struct InvoiceTrace: Sendable {
  private var places: Int32 = 0
  private(set) var hasTwoTimes = false
  private(set) var first: Instant?

  mutating func take() -> Int32 {
    places += 1
    return places
  }

  mutating func meet(_ time: Instant) {
    if let first { hasTwoTimes = hasTwoTimes || first != time } else { first = time }
  }
}

private struct CountryTrace: Sendable {
  private let first: String
  private(set) var hasTwo = false

  init(_ country: String) { first = country }

  mutating func meet(_ country: String) { hasTwo = hasTwo || country != first }
}
