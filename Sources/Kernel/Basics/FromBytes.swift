/// A value that is read straight from the bytes of a field, without a String in between.
package protocol FromBytes {
  /// nil when the bytes are not exactly one value.
  init?(bytes: UnsafeBufferPointer<UInt8>)
}

extension FromBytes {
  init?(utf8 text: String) {
    let value = text.utf8Span.span.withUnsafeBufferPointer { Self(bytes: $0) }
    guard let value else { return nil }
    self = value
  }
}

extension Int64: FromBytes {
  /// `-12`, `1,200`; nothing behind a point but zeros.
  package init?(bytes: UnsafeBufferPointer<UInt8>) {
    guard let value = DecimalText.parse(bytes, places: 0) else { return nil }
    self = value
  }
}

/// Reads fixed-width numbers off the front of some bytes.
struct ByteReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func number(_ digits: Int) -> Int? {
    guard position + digits <= bytes.count else { return nil }
    var value = 0
    for index in position..<(position + digits) {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    position += digits
    return value
  }

  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  /// At least one.
  mutating func skipDigits() -> Bool {
    guard number(1) != nil else { return false }
    while number(1) != nil {}
    return true
  }
}
