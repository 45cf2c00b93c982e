import Basics
import Imports

/// What a file of order lines holds, oddities and all.
struct OrderTally: Sendable {
  private var heads: [LineHead: Int] = [:]
  private var others: [Oddity: Int] = [:]
  private let hash: KeyedHash
  private var times: FirstValues
  private var countries: FirstValues
  private var lines = CompactTable(numberBits: 0, sizeBits: 23)
  private var hasAllLines = true
  /// The lines of an invoice mostly follow each other, and have one time.
  private var last: (invoice: String, placed: Instant)?

  enum Oddity: String, CaseIterable {
    case duplicates
    case withoutCustomer = "without_customer"
    case byName = "by_name"
    case withoutCode = "without_code"
    case void
    case taxIncluded = "tax_included"
    case orderLines = "order_lines"
  }

  init(hashedBy hash: KeyedHash) {
    self.hash = hash
    times = FirstValues(hashedBy: hash)
    countries = FirstValues(hashedBy: hash)
  }

  mutating func count(_ oddity: Oddity, _ number: Int = 1) { others[oddity, default: 0] += number }

  /// Counts a line that stands in the file as a row.
  mutating func count(_ line: ImportedLine) {
    heads[line.head, default: 0] += 1
    switch lines.slot(of: CompactTable.mix(UInt64(bitPattern: Int64(line.fingerprint)))) {
    case nil: hasAllLines = false
    case (_, let isNew)?: if !isNew { count(.duplicates) }
    }
    if line.isVoid { count(.void) }
    if last?.invoice != line.invoice || last?.placed != line.placed {
      last = (line.invoice, line.placed)
      times.meet(line.invoice, UInt64(bitPattern: line.placed.microseconds))
    }
    if line.buyer.key.isEmpty {
      count(.withoutCustomer)
    } else if !line.place.country.isEmpty {
      countries.meet(line.buyer.key, hash(line.place.country))
    }
  }

  func counts(invoices: Int) -> [ImportCount] {
    var counts = [ImportCount("invoices", invoices)]
    counts += LineHead.allCases.map { ImportCount($0.rawValue, heads[$0] ?? 0) }
    counts += Oddity.allCases.map {
      ImportCount($0.rawValue, others[$0] ?? 0, isPartial: $0 == .duplicates && !hasAllLines)
    }
    return counts + [
      ImportCount("two_times", times.contradictions, isPartial: times.isPartial),
      ImportCount("two_countries", countries.contradictions, isPartial: countries.isPartial),
    ]
  }
}
