/// An amount of one currency, in its minor units (poisha for taka).
///
/// There is no `+`: amounts are added by `Currency.sum`, which refuses a second currency.
package struct Money: Hashable, Sendable, Codable {
  /// Never `Int64.min`, so that every amount has its opposite. A row that holds it counts one unit more: reading it
  /// must not end the process.
  package let minorUnits: Int64
  package let currency: Currency

  package init(minorUnits: Int64, _ currency: Currency) {
    self.minorUnits = max(minorUnits, -.max)
    self.currency = currency
  }

  /// Reads `-1234.5` or `1,234.50`, Bengali digits too; nil when it is no number, is finer than the
  /// currency's minor unit, or too large.
  package init?(_ text: String, in currency: Currency) {
    guard let units = DecimalText.parse(text, places: Int(currency.exponent)) else { return nil }
    self.init(minorUnits: units, currency)
  }

  package static func zero(_ currency: Currency) -> Money { Money(minorUnits: 0, currency) }

  package var isZero: Bool { minorUnits == 0 }
  package var isNegative: Bool { minorUnits < 0 }
  package var magnitude: Money { isNegative ? -self : self }

  package static prefix func - (money: Money) -> Money {
    Money(minorUnits: -money.minorUnits, money.currency)
  }

  /// Compares two amounts of one currency.
  /// - Throws: `MoneyError.mixedCurrencies`.
  package static func < (a: Money, b: Money) throws(MoneyError) -> Bool {
    guard a.currency == b.currency else { throw .mixedCurrencies(a.currency, b.currency) }
    return a.minorUnits < b.minorUnits
  }

  /// This many times the amount, over `denominator`, rounded half to even: 15% is `times(15, over: 100)`.
  /// - Throws: `MoneyError.overflow`.
  package func times(_ numerator: Int64, over denominator: Int64 = 1) throws(MoneyError) -> Money {
    let product = Int128(minorUnits) * Int128(numerator)
    return try Money(rounding: product, over: Int128(denominator), currency)
  }

  /// The quotient rounded half to even.
  init(rounding dividend: Int128, over divisor: Int128, _ currency: Currency) throws(MoneyError) {
    let rounded = roundedHalfToEven(dividend, over: divisor)
    guard let units = Int64(exactly: rounded), units != .min else { throw .overflow }
    self.init(minorUnits: units, currency)
  }
}

/// What arithmetic with money refuses. Meeting one is a bug, or a number no business has.
package enum MoneyError: Error, Equatable, Sendable {
  case mixedCurrencies(Currency, Currency)
  case overflow
  /// Shares of nothing: no weight, a negative one, or none above zero.
  case unusableWeights
}

extension Currency {
  /// The sum of amounts of this currency; zero when there are none.
  /// - Throws: `MoneyError.mixedCurrencies`, `MoneyError.overflow`.
  package func sum(_ amounts: some Sequence<Money>) throws(MoneyError) -> Money {
    var sum = Int128(0)
    for amount in amounts {
      guard amount.currency == self else { throw .mixedCurrencies(self, amount.currency) }
      sum += Int128(amount.minorUnits)
    }
    guard let units = Int64(exactly: sum), units != .min else { throw .overflow }
    return Money(minorUnits: units, self)
  }
}

extension Money: CustomStringConvertible {
  /// For logs and files: `BDT 4862.00`. What people read is made by `UserLocale.money`.
  package var description: String { "\(currency.code) \(decimalText)" }

  /// The amount alone, with a point and all its places: `-4862.00`.
  package var decimalText: String { DecimalText.text(minorUnits, places: Int(currency.exponent)) }
}

/// Rounds a quotient to the nearest integer, the even one of two.
func roundedHalfToEven(_ dividend: Int128, over divisor: Int128) -> Int128 {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  let twice = remainder.magnitude * 2
  let away = twice > divisor.magnitude || (twice == divisor.magnitude && !quotient.isMultiple(of: 2))
  guard away else { return quotient }
  return (dividend < 0) == (divisor < 0) ? quotient + 1 : quotient - 1
}
