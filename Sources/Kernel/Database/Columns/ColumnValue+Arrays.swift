import Basics

/// What can be the element of an array: each column value, NULL beside it, and a byte, whose array is
/// `bytea`.
@usableFromInline package protocol ArrayElement: Sendable {
  static var arrayType: ColumnType { get }
  static func readsArray(_ oid: UInt32) -> Bool
  static func decodeArray(_ bytes: UnsafeRawBufferPointer) throws -> [Self]
  static func encodeArray(_ array: [Self], into bytes: inout ColumnBytes)
}

/// For `= any(…)` and for `unnest(…)` in batches. One dimension.
extension Array: FromRow where Element: ArrayElement {}

extension Array: ColumnValue where Element: ArrayElement {
  @inlinable package static var columnType: ColumnType { Element.arrayType }
  @inlinable package static func reads(_ oid: UInt32) -> Bool { Element.readsArray(oid) }

  @inlinable package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> [Element] {
    try Element.decodeArray(bytes)
  }

  @inlinable package func encode(into bytes: inout ColumnBytes) { Element.encodeArray(self, into: &bytes) }
}

extension ArrayElement where Self: ColumnValue {
  @usableFromInline package static var arrayType: ColumnType {
    ColumnType(oid: columnType.arrayOID, arrayOID: 0)
  }

  @usableFromInline package static func readsArray(_ oid: UInt32) -> Bool { oid == columnType.arrayOID }

  @usableFromInline package static func decodeArray(_ bytes: UnsafeRawBufferPointer) throws -> [Self] {
    try ArrayFormat.decode(bytes, columnType) { element in
      guard let element else { throw DatabaseError.unreadable([Self].self) }
      return try decode(element)
    }
  }

  @usableFromInline package static func encodeArray(_ array: [Self], into bytes: inout ColumnBytes) {
    ArrayFormat.encode(array, columnType, hasNull: false, into: &bytes) { $0 }
  }
}

extension Optional: ArrayElement where Wrapped: ColumnValue {
  @usableFromInline package static var arrayType: ColumnType {
    ColumnType(oid: Wrapped.columnType.arrayOID, arrayOID: 0)
  }

  @usableFromInline package static func readsArray(_ oid: UInt32) -> Bool {
    oid == Wrapped.columnType.arrayOID
  }

  @usableFromInline package static func decodeArray(_ bytes: UnsafeRawBufferPointer) throws -> [Wrapped?] {
    try ArrayFormat.decode(bytes, Wrapped.columnType) { try $0.map { try Wrapped.decode($0) } }
  }

  @usableFromInline package static func encodeArray(_ array: [Wrapped?], into bytes: inout ColumnBytes) {
    ArrayFormat.encode(array, Wrapped.columnType, hasNull: true, into: &bytes) { $0 }
  }
}

/// `[UInt8]` is `bytea`.
extension UInt8: ArrayElement {
  @usableFromInline package static var arrayType: ColumnType { .bytea }
  @usableFromInline package static func readsArray(_ oid: UInt32) -> Bool { oid == ColumnType.bytea.oid }
  @usableFromInline package static func decodeArray(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
    [UInt8](bytes)
  }
  @usableFromInline package static func encodeArray(_ array: [UInt8], into bytes: inout ColumnBytes) {
    bytes.append(array)
  }
}

extension Int: ArrayElement {}
extension Int64: ArrayElement {}
extension Int32: ArrayElement {}
extension Int16: ArrayElement {}
extension Bool: ArrayElement {}
extension Double: ArrayElement {}
extension String: ArrayElement {}
extension RecordID: ArrayElement {}

/// The binary format of an array: dimensions, whether it has NULLs, the element's type, length and lower
/// bound, then each element behind its length. Source: `array_send` and `array_recv` of PostgreSQL.
enum ArrayFormat {
  static func encode<Element, Value: ColumnValue>(
    _ array: [Element], _ type: ColumnType, hasNull: Bool, into bytes: inout ColumnBytes,
    _ value: (Element) -> Value?
  ) {
    bytes.append(bigEndian: Int32(array.isEmpty ? 0 : 1))
    bytes.append(bigEndian: Int32(hasNull ? 1 : 0))
    bytes.append(bigEndian: type.oid)
    if array.isEmpty { return }
    bytes.append(bigEndian: Int32(array.count))
    bytes.append(bigEndian: Int32(1))
    for element in array { bytes.appendMeasured(value(element)) }
  }

  static func decode<Element>(
    _ bytes: UnsafeRawBufferPointer, _ type: ColumnType,
    _ element: (UnsafeRawBufferPointer?) throws -> Element
  ) throws -> [Element] {
    var reader = ArrayReader(bytes: bytes)
    let dimensions = try reader.int32()
    _ = try reader.int32()
    guard try reader.int32() == Int32(bitPattern: type.oid) else {
      throw DatabaseError.unreadable([Element].self)
    }
    if dimensions == 0 { return [] }
    let count = try reader.int32()
    guard dimensions == 1, count >= 0, Int(count) <= bytes.count / 4 else {
      throw DatabaseError.unreadable([Element].self)
    }
    _ = try reader.int32()
    var array: [Element] = []
    array.reserveCapacity(Int(count))
    for _ in 0..<count { array.append(try element(try reader.measured())) }
    return array
  }
}

/// Reads an array's bytes from front to back, and not past their end.
private struct ArrayReader {
  let bytes: UnsafeRawBufferPointer
  var position = 0

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  mutating func int32() throws -> Int32 {
    guard position + 4 <= bytes.count else { throw DatabaseError.unreadable([UInt8].self) }
    defer { position += 4 }
    return Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: position, as: Int32.self))
  }

  /// Nil is NULL.
  mutating func measured() throws -> UnsafeRawBufferPointer? {
    let length = Int(try int32())
    if length == -1 { return nil }
    guard length >= 0, position + length <= bytes.count else { throw DatabaseError.unreadable([UInt8].self) }
    defer { position += length }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + length])
  }
}
