/// A price or cost of one piece, to a millionth: `numeric(18,6)` in the database, as real price lists hold
/// 0.001.
///
/// It has no currency of its own; the row it stands in has.
package struct UnitPrice: Hashable, Comparable, FromBytes, Sendable {
  package let millionths: Int64

  package init(millionths: Int64) { self.millionths = millionths }

  /// Reads `2.55`, `-0.001` or `1,234.5` in ASCII or Bengali digits; nil when it is no number, finer than a
  /// millionth, or beyond `numeric(18,6)`.
  package init?(_ text: String) { self.init(utf8: text.latinDigits) }

  /// The same from bytes of ASCII.
  package init?(bytes: UnsafeBufferPointer<UInt8>) {
    guard let millionths = DecimalText.parse(bytes, places: 6),
      millionths.magnitude < 1_000_000_000_000_000_000
    else { return nil }
    self.init(millionths: millionths)
  }

  /// The price of one piece at `money`; nil when that is beyond `numeric(18,6)`.
  package init?(_ money: Money) {
    let scale = powersOfTen[6 - Int(money.currency.exponent)]
    let (millionths, overflow) = money.minorUnits.multipliedReportingOverflow(by: scale)
    guard !overflow, millionths.magnitude < 1_000_000_000_000_000_000 else { return nil }
    self.init(millionths: millionths)
  }

  /// What `quantity` pieces cost: the exact product, rounded once, half to even.
  /// - Throws: `MoneyError.overflow`.
  package func amount(of quantity: Int64, in currency: Currency) throws(MoneyError) -> Money {
    try Money(
      rounding: Int128(millionths) * Int128(quantity),
      over: Int128(powersOfTen[6 - Int(currency.exponent)]), currency)
  }

  @inlinable package static func < (a: UnitPrice, b: UnitPrice) -> Bool { a.millionths < b.millionths }
}

extension UnitPrice: CustomStringConvertible {
  /// The number without zeros behind: `2.55`, `0.001`, `12`.
  package var description: String {
    var output = Output(capacity: 32)
    DecimalText.write(millionths, places: 6, into: &output)
    var kept = output.count
    while output.bytes[kept - 1] == UInt8(ascii: "0") { kept -= 1 }
    if output.bytes[kept - 1] == UInt8(ascii: ".") { kept -= 1 }
    output.truncate(to: kept)
    return output.string
  }
}

extension UnitPrice: Codable, LosslessStringConvertible {
  package init(from decoder: any Decoder) throws { self = try decoder.lossless() }
  package func encode(to encoder: any Encoder) throws { try encoder.lossless(self) }
}
