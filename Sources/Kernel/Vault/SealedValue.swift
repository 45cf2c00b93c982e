import Basics
import Crypto

/// What stands in a sealed column: a version byte, the 16 bytes of the key's id, and the box (nonce, text, tag).
struct SealedValue {
  static let version: UInt8 = 1
  static let headLength = 17

  let key: DataKey.ID
  let head: [UInt8]
  let box: [UInt8]

  /// Nil for what was never sealed.
  init?(_ bytes: [UInt8]) {
    guard bytes.count > SealedValue.headLength, bytes[0] == SealedValue.version else { return nil }
    head = Array(bytes[..<SealedValue.headLength])
    box = Array(bytes[SealedValue.headLength...])
    key = DataKey.ID(high: SealedValue.word(bytes, at: 1), low: SealedValue.word(bytes, at: 9))
  }

  static func head(of key: DataKey.ID) -> [UInt8] { [version] + key.bytes }

  private static func word(_ bytes: [UInt8], at start: Int) -> UInt64 {
    bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// Where a value belongs: sealed with it, and needed to open it.
struct SealedPlace {
  let tenant: TenantID
  let column: SealedColumn

  /// The head too, so that no value passes for one of another version or key. Names have no zero byte, and the row ends
  /// it: no two places are the same bytes.
  func associated(_ head: [UInt8], row: String) -> [UInt8] {
    var bytes = head + tenant.bytes
    bytes.reserveCapacity(bytes.count + 96)
    bytes += UnsafeBufferPointer(
      start: column.place.table.utf8Start, count: column.place.table.utf8CodeUnitCount)
    bytes.append(0)
    bytes += UnsafeBufferPointer(
      start: column.place.column.utf8Start, count: column.place.column.utf8CodeUnitCount)
    bytes.append(0)
    bytes += row.utf8
    return bytes
  }
}

extension RecordID {
  /// The 16 bytes that PostgreSQL's `uuid_send` gives.
  var bytes: [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * $0)) }
      + (0..<8).map { UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * $0)) }
  }
}
