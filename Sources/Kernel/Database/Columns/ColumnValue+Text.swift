import Basics

/// Sent as `text`; reads `text`, `varchar`, `char`, `name` and `json` too.
extension String: ColumnValue {
  @inlinable package static var columnType: ColumnType { .text }

  @inlinable package static func reads(_ oid: UInt32) -> Bool {
    switch oid {
    case 25, 1043, 1042, 19, 114, 705: true
    default: false
    }
  }

  @inlinable package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  @inlinable package func encode(into bytes: inout ColumnBytes) { bytes.append(utf8: self) }
}

extension RecordID: FromRow {}

extension RecordID: ColumnValue {
  package static var columnType: ColumnType { .uuid }

  package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> RecordID {
    guard bytes.count == 16 else { throw DatabaseError.unreadable(RecordID.self) }
    return RecordID(
      high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }

  package func encode(into bytes: inout ColumnBytes) {
    bytes.append(bigEndian: high)
    bytes.append(bigEndian: low)
  }
}
