import Basics

extension Instant: ArrayElement {}

/// `timestamptz`. `infinity` and `-infinity` are the last and the first moment there is.
extension Instant: ColumnValue {
  /// PostgreSQL counts from 2000-01-01T00:00:00Z.
  private static var epoch: Int64 { 946_684_800_000_000 }

  package static var columnType: ColumnType { .timestamptz }

  package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> Instant {
    let count = try Int64.decodeInteger(bytes)
    if count == .max || count == .min { return Instant(microseconds: count) }
    return Instant(microseconds: count &+ epoch)
  }

  package func encode(into bytes: inout ColumnBytes) {
    let isEndless = microseconds == .max || microseconds == .min
    bytes.append(bigEndian: isEndless ? microseconds : microseconds &- Instant.epoch)
  }
}

extension LocalDate: ArrayElement {}

/// `date`, within the years that a `LocalDate` knows.
extension LocalDate: ColumnValue {
  /// The days from 1970-01-01 to 2000-01-01.
  private static var epoch: Int32 { 10957 }

  package static var columnType: ColumnType { .date }

  package static func decode(_ bytes: UnsafeRawBufferPointer) throws -> LocalDate {
    let days = Int(try Int32.decodeInteger(bytes)) + Int(epoch)
    let date = LocalDate(days: days)
    guard Int(date.days) == days else { throw DatabaseError.unreadable(LocalDate.self) }
    return date
  }

  package func encode(into bytes: inout ColumnBytes) { bytes.append(bigEndian: days - LocalDate.epoch) }
}
