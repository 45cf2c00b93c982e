import Basics

extension Output {
  /// A count of units of 10^-places in the given digits, with separators where the grouping has them.
  mutating func decimal(
    _ magnitude: UInt64, places: Int, _ grouping: Grouping?, _ digits: Digits, width: Int = 1
  ) {
    // 20 digits of three bytes, and separators.
    var buffer = InlineArray<96, UInt8>(repeating: 0)
    var start = 96
    var rest = magnitude
    var count = 0
    repeat {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      rest = quotient
      let mark: Unicode.Scalar? =
        count == places && places > 0 ? "." : grouping?.separates(count - places) ?? false ? "," : nil
      if let mark {
        start -= 1
        buffer[start] = UInt8(ascii: mark)
      }
      switch digits {
      case .latin:
        start -= 1
        buffer[start] = UInt8(ascii: "0") + UInt8(digit)
      case .bengali:
        // U+09E6 is zero.
        start -= 3
        buffer[start] = 0xE0
        buffer[start + 1] = 0xA7
        buffer[start + 2] = 0xA6 + UInt8(digit)
      }
      count += 1
    } while rest > 0 || count <= places || count < width
    buffer.span.extracting(start..<96).withUnsafeBufferPointer { append($0) }
  }
}

extension Grouping {
  /// Whether a separator stands before the last `rest` digits.
  func separates(_ rest: Int) -> Bool {
    switch self {
    case .thousands: rest > 0 && rest % 3 == 0
    case .lakh: rest == 3 || (rest > 3 && rest % 2 == 1)
    }
  }
}
