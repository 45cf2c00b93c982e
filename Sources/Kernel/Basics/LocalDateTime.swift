/// A reading of a calendar and a clock, without a zone: what a till prints, what a CSV holds.
package struct LocalDateTime: Hashable, Comparable, FromBytes, Sendable {
  package let date: LocalDate
  /// Seconds since midnight, 0 to 86,399.
  package let secondOfDay: Int32

  /// - Parameter secondOfDay: 0 to 86,399.
  package init(_ date: LocalDate, secondOfDay: Int = 0) {
    precondition((0..<86400).contains(secondOfDay))
    self.date = date
    self.secondOfDay = Int32(secondOfDay)
  }

  /// Reads `2010-12-01 08:26`, `2010-12-01T08:26:05`; a fraction of a second is dropped. nil for anything
  /// else.
  package init?(_ text: String) { self.init(utf8: text) }

  /// The same from bytes.
  package init?(bytes: UnsafeBufferPointer<UInt8>) {
    var reader = ByteReader(bytes)
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
      let day = reader.number(2), reader.skip(" ") || reader.skip("T"), let hour = reader.number(2),
      reader.skip(":"), let minute = reader.number(2), hour < 24, minute < 60
    else { return nil }
    var second = 0
    if reader.skip(":") {
      guard let read = reader.number(2), read < 60 else { return nil }
      second = read
      if reader.skip(".") { guard reader.skipDigits() else { return nil } }
    }
    guard reader.isAtEnd, let date = LocalDate(year: year, month: month, day: day) else { return nil }
    self.init(date, secondOfDay: hour * 3600 + minute * 60 + second)
  }

  package var hour: Int { Int(secondOfDay) / 3600 }
  package var minute: Int { Int(secondOfDay) / 60 % 60 }
  package var second: Int { Int(secondOfDay) % 60 }

  /// Seconds since 1970-01-01T00:00 of the same calendar.
  @inlinable var wallSeconds: Int64 { Int64(date.days) * 86400 + Int64(secondOfDay) }

  @inlinable package static func < (a: LocalDateTime, b: LocalDateTime) -> Bool {
    a.wallSeconds < b.wallSeconds
  }
}

extension LocalDateTime: CustomStringConvertible {
  /// `2010-12-01T08:26:05`
  package var description: String {
    var output = Output(capacity: 32)
    output.iso8601(date)
    output.append("T")
    output.twoDigits(Int64(hour))
    output.append(":")
    output.twoDigits(Int64(minute))
    output.append(":")
    output.twoDigits(Int64(second))
    return output.string
  }
}
