extension ColumnValue where Self: FixedWidthInteger {
  /// Reads exactly this width.
  @inlinable @inline(__always)
  package static func decodeInteger(_ bytes: UnsafeRawBufferPointer) throws -> Self {
    guard bytes.count == MemoryLayout<Self>.size else { throw DatabaseError.unreadable(Self.self) }
    return Self(bigEndian: bytes.loadUnaligned(as: Self.self))
  }

  @inlinable package func encode(into bytes: inout ColumnBytes) { bytes.append(bigEndian: self) }
}

/// Sent as `bigint`; reads `bigint`, `integer` and `smallint`.
extension Int: ColumnValue {
  @inlinable package static var columnType: ColumnType { .int8 }

  @inlinable package static func reads(_ oid: UInt32) -> Bool {
    oid == ColumnType.int8.oid || oid == ColumnType.int4.oid || oid == ColumnType.int2.oid
  }

  @inlinable package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Int {
    switch bytes.count {
    case 8: return Int(try Int64.decodeInteger(bytes))
    case 4: return Int(try Int32.decodeInteger(bytes))
    default: return Int(try Int16.decodeInteger(bytes))
    }
  }
}

extension Int64: ColumnValue {
  @inlinable package static var columnType: ColumnType { .int8 }
  @inlinable package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Int64 {
    try decodeInteger(bytes)
  }
}

extension Int32: ColumnValue {
  @inlinable package static var columnType: ColumnType { .int4 }
  @inlinable package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Int32 {
    try decodeInteger(bytes)
  }
}

extension Int16: ColumnValue {
  @inlinable package static var columnType: ColumnType { .int2 }
  @inlinable package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Int16 {
    try decodeInteger(bytes)
  }
}

extension Bool: ColumnValue {
  @inlinable package static var columnType: ColumnType { .bool }

  @inlinable package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Bool {
    guard bytes.count == 1 else { throw DatabaseError.unreadable(Bool.self) }
    return bytes[0] != 0
  }

  @inlinable package func encode(into bytes: inout ColumnBytes) { bytes.append(self ? 1 : 0) }
}

/// For measurements; never for money.
extension Double: ColumnValue {
  @inlinable package static var columnType: ColumnType { .float8 }

  @inlinable package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Double {
    Double(bitPattern: UInt64(bitPattern: try Int64.decodeInteger(bytes)))
  }

  @inlinable package func encode(into bytes: inout ColumnBytes) { bytes.append(bigEndian: bitPattern) }
}
