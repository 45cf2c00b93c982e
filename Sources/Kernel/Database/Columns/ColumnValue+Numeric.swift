import Basics

/// PostgreSQL's binary `numeric`: base-10000 digits with the weight of the first, sign, and decimals shown.
/// Source: `numeric_send` and `numeric_recv`.
enum NumericFormat {
  private static let negative: UInt16 = 0x4000

  /// The number of `10^-places` that it is; nil when it is finer than that, too large, infinite or no number.
  static func decode(_ bytes: UnsafeRawBufferPointer, places: Int) -> Int64? {
    guard bytes.count >= 8 else { return nil }
    func word(_ index: Int) -> UInt16 {
      UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self))
    }
    let count = Int(word(0))
    let weight = Int(Int16(bitPattern: word(1)))
    let sign = word(2)
    guard sign == 0 || sign == negative, bytes.count == 8 + 2 * count else { return nil }
    if count == 0 { return 0 }
    // Digit i counts 10000^(weight - i): shift the whole so that the last digit counts units of 10^-places.
    var value: Int128 = 0
    for index in 0..<count {
      value = value * 10000 + Int128(word(4 + index))
      if value.magnitude > 1 << 110 { return nil }
    }
    var exponent = 4 * (weight - count + 1) + places
    while exponent > 0 {
      value *= 10
      exponent -= 1
      if value.magnitude > 1 << 110 { return nil }
    }
    while exponent < 0 {
      guard value % 10 == 0 else { return nil }
      value /= 10
      exponent += 1
    }
    return Int64(exactly: sign == negative ? -value : value)
  }

  /// Writes a count of `10^-places`; places are a multiple of two.
  static func encode(_ value: Int64, places: Int, into bytes: inout ColumnBytes) {
    // Whole digits of base 10000 behind the point.
    let fraction = (places + 3) / 4
    var rest = UInt128(value.magnitude)
    for _ in places..<4 * fraction { rest *= 10 }
    var digits: [UInt16] = []
    while rest > 0 {
      digits.append(UInt16(rest % 10000))
      rest /= 10000
    }
    bytes.append(bigEndian: UInt16(digits.count))
    bytes.append(bigEndian: Int16(digits.isEmpty ? 0 : digits.count - fraction - 1))
    bytes.append(bigEndian: value < 0 ? negative : 0)
    bytes.append(bigEndian: UInt16(places))
    for digit in digits.reversed() { bytes.append(bigEndian: digit) }
  }
}

extension UnitPrice: ArrayElement {}

/// `numeric(18,6)`
extension UnitPrice: ColumnValue {
  package static var columnType: ColumnType { .numeric }

  package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> UnitPrice {
    guard let millionths = NumericFormat.decode(bytes, places: 6) else {
      throw DatabaseError.unreadable(UnitPrice.self)
    }
    return UnitPrice(millionths: millionths)
  }

  package func encode(into bytes: inout ColumnBytes) {
    NumericFormat.encode(millionths, places: 6, into: &bytes)
  }
}

/// What `sum` of a `bigint` column gives: a `numeric` without decimals.
package struct IntegerSum: ColumnValue, ArrayElement, Hashable {
  package let value: Int

  package init(_ value: Int) { self.value = value }

  package static var columnType: ColumnType { .numeric }

  package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> IntegerSum {
    guard let value = NumericFormat.decode(bytes, places: 0) else {
      throw DatabaseError.unreadable(IntegerSum.self)
    }
    return IntegerSum(Int(value))
  }

  package func encode(into bytes: inout ColumnBytes) {
    NumericFormat.encode(Int64(value), places: 0, into: &bytes)
  }
}
