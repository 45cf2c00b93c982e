import Basics
import Imports

/// What the lines of a file come to, by the definitions of `SalesFigures`, and over which time they reach.
struct SalesSums: Sendable {
  private var gross: Int64 = 0
  private var net: Int64 = 0
  private var first = Instant(microseconds: .max)
  private var last = Instant(microseconds: .min)

  mutating func take(_ line: ImportedLine) {
    first = min(first, line.placed)
    last = max(last, line.placed)
    guard line.head == .product else { return }
    net = net.adding(line.amount)
    if line.amount >= 0, InvoiceKind(number: line.invoice) != .cancellation {
      gross = gross.adding(line.amount)
    }
  }

  var sums: [ImportSum] {
    gross == 0 && net == 0
      ? [] : [ImportSum("gross", gross), ImportSum("refunds", gross.adding(-net)), ImportSum("net", net)]
  }

  func days(in zone: TimeZoneRules) -> ClosedRange<LocalDate>? {
    first <= last ? zone.date(of: first)...zone.date(of: last) : nil
  }
}

extension Int64 {
  /// As far as it goes: absurd amounts must not stop a file from being looked at.
  fileprivate func adding(_ other: Int64) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? (other > 0 ? .max : .min + 1) : sum
  }
}
