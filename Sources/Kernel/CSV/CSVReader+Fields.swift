import Basics

/// Where a field lies, counted from the start of its row.
struct CSVField: Sendable {
  var start: Int
  var end: Int
  var isEmpty: Bool { start == end }
}

// The fields of the row at hand. One that the row lacks is empty, as spreadsheets leave trailing ones out.
extension CSVReader {
  /// The number of fields in the row.
  package var count: Int { fields.count }

  /// A field's bytes, without its quotes; valid within the call.
  package func withBytes<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try buffer.withUnsafeBufferPointer { bytes in
      guard index < fields.count else { return try body(UnsafeBufferPointer(rebasing: bytes[0..<0])) }
      let field = fields[index]
      return try body(UnsafeBufferPointer(rebasing: bytes[(rowStart + field.start)..<(rowStart + field.end)]))
    }
  }

  /// All bytes of the row, quotes and delimiters too; valid within the call. Where doubled quotes were made one,
  /// some bytes of the file stand twice.
  package func withRowBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result
  {
    try buffer.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[rowStart..<min(cursor, filled)]))
    }
  }

  /// A field as text; nil when it is not UTF-8.
  package func text(_ index: Int) -> String? { withBytes(index) { String(validating: $0, as: UTF8.self) } }

  /// A field as a value: a price, a day, a number; nil when it is not exactly one. Spaces around it are
  /// dropped.
  package func value<Value: FromBytes>(_ index: Int, as _: Value.Type = Value.self) -> Value? {
    withBytes(index) { Value(bytes: CSVReader.trimmed($0)) }
  }

  package func isEmpty(_ index: Int) -> Bool { index >= fields.count || fields[index].isEmpty }

  /// Whether a field is exactly this.
  package func equals(_ index: Int, _ text: StaticString) -> Bool {
    withBytes(index) {
      $0.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
  }

  /// Every field as text, what is not UTF-8 replaced: for heads and for messages.
  package var texts: [String] { (0..<count).map { withBytes($0) { String(decoding: $0, as: UTF8.self) } } }

  private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var range = bytes.indices
    while let first = range.first, bytes[first] == UInt8(ascii: " ") { range.removeFirst() }
    while let last = range.last, bytes[last] == UInt8(ascii: " ") { range.removeLast() }
    return UnsafeBufferPointer(rebasing: bytes[range])
  }

  /// Makes one quote of two, in place: the row will not be scanned again.
  mutating func unescape() {
    for index in fields.indices {
      let start = rowStart + fields[index].start
      guard start > rowStart, buffer[start - 1] == UInt8(ascii: "\"") else { continue }
      var (read, write) = (start, start)
      let end = rowStart + fields[index].end
      while read < end {
        buffer[write] = buffer[read]
        read += buffer[read] == UInt8(ascii: "\"") ? 2 : 1
        write += 1
      }
      fields[index].end = write - rowStart
    }
  }
}
