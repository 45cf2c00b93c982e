import Basics

/// How much of an amount is shown.
package enum MoneyStyle: Sendable {
  /// As prices are written where the currency is used: ৳486 and ৳486.50, but £12.00.
  case usual
  /// All places, for columns that are compared: ৳486.00.
  case exact
  /// Whole units, rounded, for headlines.
  case whole
}

extension UserLocale {
  /// ৳4,86,200, −৳৭১,৪৬০, £1,234.50.
  package func money(_ money: Money, _ style: MoneyStyle = .usual) -> String {
    string { write(money, style, into: &$0) }
  }

  package func write(_ money: Money, _ style: MoneyStyle = .usual, into output: inout Output) {
    let exponent = Int(money.currency.exponent)
    var magnitude = money.minorUnits.magnitude
    var places = exponent
    let unit = UInt64(money.currency.minorUnitsPerUnit)
    switch style {
    case .exact: break
    case .usual: if money.currency.grouping == .lakh && magnitude.isMultiple(of: unit) { places = 0 }
    case .whole: places = 0
    }
    if places < exponent { magnitude = (magnitude + unit / 2) / unit }
    writeSign(money.isNegative && magnitude > 0, into: &output)
    write(symbolOf: money.currency, into: &output)
    write(magnitude: magnitude, places: places, money.currency.grouping, into: &output)
  }

  /// The price of one piece, to the places it has and at least those of the currency where it has any:
  /// ৳0.001, £2.50.
  package func price(_ price: UnitPrice, in currency: Currency) -> String {
    string { output in
      var magnitude = price.millionths.magnitude
      var places = 6
      let least =
        currency.grouping == .lakh && magnitude.isMultiple(of: 1_000_000) ? 0 : Int(currency.exponent)
      while places > least, magnitude.isMultiple(of: 10) {
        magnitude /= 10
        places -= 1
      }
      writeSign(price.millionths < 0, into: &output)
      write(symbolOf: currency, into: &output)
      write(magnitude: magnitude, places: places, currency.grouping, into: &output)
    }
  }

  /// Words for an axis: ৳1.2 lakh, ৳৫০ হা.
  package func compact(_ money: Money) -> String {
    string { output in
      writeSign(money.isNegative, into: &output)
      write(symbolOf: money.currency, into: &output)
      writeCompact(Int64(money.minorUnits.magnitude) / money.currency.minorUnitsPerUnit, into: &output)
    }
  }

  /// A sign stands at the number, a code before a space that does not break.
  private func write(symbolOf currency: Currency, into output: inout Output) {
    let symbol = currency.symbolLiteral
    output.append(symbol)
    let last = symbol.utf8Start[symbol.utf8CodeUnitCount - 1]
    if last < 0x80, last != UInt8(ascii: "$") { output.append("\u{a0}") }
  }
}
