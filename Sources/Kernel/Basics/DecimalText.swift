/// Decimal numbers as text, exactly: an integer counts units of 10^-places. No float is involved.
package enum DecimalText {
  /// Reads `-1234.50` or `1,234.50` in ASCII digits, in units of 10^-places.
  ///
  /// Commas may stand where lakh or thousands have them, so `1,5` is refused and not read as 15. nil when it
  /// is no number, is finer than `places` allows (zeros behind are fine), or exceeds 64 bits.
  package static func parse(_ text: UnsafeBufferPointer<UInt8>, places: Int) -> Int64? {
    var reader = DecimalReader()
    for byte in text {
      guard reader.take(byte, places: places) else { return nil }
    }
    return reader.value(places: places)
  }

  /// The same from a String; Bengali digits too.
  package static func parse(_ text: String, places: Int) -> Int64? {
    text.latinDigits.utf8Span.span.withUnsafeBufferPointer { parse($0, places: places) }
  }

  /// The integer as a decimal number with all its places: `-4862.00`.
  package static func text(_ value: Int64, places: Int) -> String {
    var output = Output(capacity: 32)
    write(value, places: places, into: &output)
    return output.string
  }

  /// Appends the integer as a decimal number with all its places.
  package static func write(_ value: Int64, places: Int, into output: inout Output) {
    guard places > 0 else { return output.append(Int(value)) }
    if value < 0 { output.append(UInt8(ascii: "-")) }
    var unit = UInt64(powersOfTen[places])
    let (whole, fraction) = value.magnitude.quotientAndRemainder(dividingBy: unit)
    output.append(Int(whole))
    output.append(UInt8(ascii: "."))
    while unit > 1 {
      unit /= 10
      output.append(UInt8(ascii: "0") + UInt8(fraction / unit % 10))
    }
  }
}

/// Takes a decimal number byte by byte.
struct DecimalReader {
  var magnitude: Int64 = 0
  var digits = 0
  /// Digits behind the point; -1 before it.
  var decimals = -1
  /// Digits since the last comma; -1 without one.
  var group = -1
  var negative = false
  var last: UInt8 = 0

  mutating func take(_ byte: UInt8, places: Int) -> Bool {
    defer { last = byte }
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return takeDigit(Int64(byte &- UInt8(ascii: "0")), places)
    case UInt8(ascii: "."):
      guard decimals < 0, group < 0 || group == 3 else { return false }
      decimals = 0
      return true
    case UInt8(ascii: ","): return takeComma()
    case UInt8(ascii: "-"), UInt8(ascii: "+"):
      negative = byte == UInt8(ascii: "-")
      return last == 0
    default: return false
    }
  }

  mutating func takeDigit(_ digit: Int64, _ places: Int) -> Bool {
    digits &+= 1
    if decimals >= 0 {
      if decimals == places { return digit == 0 }
      decimals &+= 1
    } else if group >= 0 {
      group &+= 1
    }
    let (tenfold, overflow) = magnitude.multipliedReportingOverflow(by: 10)
    let (sum, carry) = tenfold.addingReportingOverflow(digit)
    magnitude = sum
    return !overflow && !carry
  }

  mutating func takeComma() -> Bool {
    let expected = group < 0 ? digits >= 1 && digits <= 3 : group == 2 || group == 3
    group = 0
    return decimals < 0 && expected
  }

  func value(places: Int) -> Int64? {
    guard digits > 0, last != UInt8(ascii: "."), decimals >= 0 || group < 0 || group == 3 else { return nil }
    let (scaled, overflow) = magnitude.multipliedReportingOverflow(
      by: powersOfTen[places &- max(0, decimals)])
    return overflow ? nil : negative ? -scaled : scaled
  }
}
