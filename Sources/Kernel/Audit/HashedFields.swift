import Basics

/// Bytes to be hashed: each field with its length in front, so that no other list of fields gives the same.
struct HashedFields {
  private(set) var bytes: [UInt8] = []

  init(_ capacity: Int = 256) { bytes.reserveCapacity(capacity) }

  mutating func add(_ field: [UInt8]) {
    add(UInt64(field.count))
    bytes += field
  }

  mutating func add(_ text: String) {
    let utf8 = text.utf8
    add(UInt64(utf8.count))
    bytes.append(contentsOf: utf8)
  }

  /// In eight bytes, the highest first.
  mutating func add(_ number: UInt64) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func add<Of>(_ id: RecordID<Of>) {
    add(id.high)
    add(id.low)
  }

  /// None is told from any there could be.
  mutating func add<Of>(_ id: RecordID<Of>?) {
    add(id == nil ? 0 : 1)
    if let id { add(id) }
  }

  mutating func add(_ moment: Instant) { add(UInt64(bitPattern: moment.microseconds)) }
}
