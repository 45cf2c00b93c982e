/// A currency of ISO 4217 that is in use, from the table in this target.
package struct Currency: Hashable, Sendable {
  let row: UInt8
  /// Decimal places of the minor unit: 2 for taka and poisha, 0 for yen, 3 for Kuwaiti dinar.
  package let exponent: Int8
  /// How its amounts are grouped where it is used.
  package let grouping: Grouping

  /// The currency of a three-letter code in capitals; nil for a code that is not in the table.
  package init?(_ code: String) {
    guard let row = Currency.rows[code] else { return nil }
    self.init(row: row)
  }

  init(row: Int) {
    self.row = UInt8(row)
    exponent = currencyTable[row].exponent
    grouping = currencyTable[row].grouping
  }

  /// Three capitals: `BDT`.
  package var code: String { currencyTable[Int(row)].code.description }
  /// What stands before an amount: `৳`, or the code where no sign is common.
  package var symbol: String { symbolLiteral.description }
  /// The same without making a String.
  package var symbolLiteral: StaticString { currencyTable[Int(row)].symbol }
  /// Minor units in one unit: 100 for taka.
  package var minorUnitsPerUnit: Int64 { powersOfTen[Int(exponent)] }

  /// Every currency, in the order of the codes.
  package static let all: [Currency] = currencyTable.indices.map { Currency(row: $0) }
  private static let rows = Dictionary(
    uniqueKeysWithValues: currencyTable.enumerated().map { ($1.code.description, $0) })

  package static let bdt = known("BDT")
  package static let eur = known("EUR")
  package static let gbp = known("GBP")
  package static let inr = known("INR")
  package static let jpy = known("JPY")
  package static let kwd = known("KWD")
  package static let usd = known("USD")

  private static func known(_ code: String) -> Currency {
    guard let currency = Currency(code) else { preconditionFailure("\(code) is missing from the table") }
    return currency
  }
}

/// Where the separators of a number stand.
package enum Grouping: UInt8, Hashable, Sendable {
  /// 1,234,567
  case thousands
  /// 12,34,567: lakh and crore.
  case lakh
}

extension Currency: CustomStringConvertible {
  package var description: String { code }
}

extension Currency: Codable, LosslessStringConvertible {
  package init(from decoder: any Decoder) throws { self = try decoder.lossless() }
  package func encode(to encoder: any Encoder) throws { try encoder.lossless(self) }
}
