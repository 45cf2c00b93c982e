/// The bound values of a statement, in PostgreSQL's binary formats, laid end to end.
struct Parameters: Sendable {
  private(set) var bytes = ColumnBytes()
  private(set) var slots: [Slot] = []

  struct Slot: Sendable {
    let oid: UInt32
    /// In bytes; -1 is NULL.
    let length: Int32
  }

  init() {}

  init(reserving count: Int) {
    slots.reserveCapacity(count)
    bytes.storage.reserveCapacity(16 * count)
  }

  mutating func add<Value: ColumnValue>(_ value: Value?) {
    guard let value else {
      slots.append(Slot(oid: Value.columnType.oid, length: -1))
      return
    }
    let start = bytes.storage.count
    value.encode(into: &bytes)
    slots.append(Slot(oid: Value.columnType.oid, length: Int32(bytes.storage.count - start)))
  }

  mutating func append(_ other: Parameters) {
    bytes.storage.append(contentsOf: other.bytes.storage)
    slots.append(contentsOf: other.slots)
  }
}

/// Where values are written in PostgreSQL's binary formats: big-endian, text as UTF-8.
@usableFromInline package struct ColumnBytes: Sendable {
  @usableFromInline var storage: [UInt8] = []

  init() {}

  @inlinable package mutating func append(_ byte: UInt8) { storage.append(byte) }

  @inlinable package mutating func append(bigEndian value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.bigEndian) { storage.append(contentsOf: $0) }
  }

  @inlinable package mutating func append(utf8 text: String) { storage.append(contentsOf: text.utf8) }

  @inlinable package mutating func append(_ bytes: [UInt8]) { storage.append(contentsOf: bytes) }

  /// Writes a value behind its length, as arrays and COPY have them; -1 stands for NULL.
  package mutating func appendMeasured<Value: ColumnValue>(_ value: Value?) {
    guard let value else { return append(bigEndian: Int32(-1)) }
    let place = storage.count
    append(bigEndian: Int32(0))
    value.encode(into: &self)
    let length = Int32(storage.count - place - 4)
    withUnsafeBytes(of: length.bigEndian) { storage.replaceSubrange(place..<place + 4, with: $0) }
  }
}
