/// What the lines of one invoice come to, by the definitions of `SalesFigures`: a new order is stated as it is made.
struct InvoiceFigures: Sendable {
  /// How many were taken; nil where a sum goes further than a figure may, and the database is to bound it.
  private(set) var lines: Int? = 0
  private(set) var hasProduct = false
  private(set) var gross: Int64 = 0
  private(set) var net: Int64 = 0
  private(set) var charges: Int64 = 0
  /// Of all that was added up.
  private var magnitude: UInt64 = 0

  /// As far as the figures of the database go.
  private static let limit: UInt64 = 1 << 60

  mutating func take(_ line: ImportedLine, isCancellation: Bool) {
    guard let known = lines else { return }
    let (sum, overflows) = magnitude.addingReportingOverflow(line.amount.magnitude)
    if overflows || sum > InvoiceFigures.limit {
      self = InvoiceFigures()
      lines = nil
      return
    }
    magnitude = sum
    lines = known + 1
    if line.head == .product {
      hasProduct = true
      net += line.amount
      if line.amount >= 0, !isCancellation { gross += line.amount }
    } else if SalesFigures.charges.contains(line.head) {
      charges += line.amount
    }
  }
}
