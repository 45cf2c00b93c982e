/// A day of the calendar, without a place or a time: what an invoice is dated by. Proleptic Gregorian, years
/// 1 to 9999.
package struct LocalDate: Hashable, Comparable, FromBytes, Sendable {
  /// Days since 1970-01-01.
  package let days: Int32

  /// The day so many days behind 1970-01-01; the nearest there is when that is outside the years 1 to 9999.
  @inlinable package init(days: Int) {
    self.days = Int32(min(max(days, LocalDate.first), LocalDate.last))
  }

  /// nil when there is no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= LocalDate.length(ofMonth: month, in: year)
    else { return nil }
    self.init(days: Int(Basics.days(fromYear: Int64(year), month: Int64(month), day: Int64(day))))
  }

  /// Reads `2026-11-20` and nothing else.
  package init?(_ text: String) { self.init(utf8: text) }

  /// The same from bytes.
  package init?(bytes: UnsafeBufferPointer<UInt8>) {
    var reader = ByteReader(bytes)
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
      let day = reader.number(2), reader.isAtEnd
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package var year: Int { Int(civil(fromDays: Int64(days)).year) }
  package var month: Int { Int(civil(fromDays: Int64(days)).month) }
  package var day: Int { Int(civil(fromDays: Int64(days)).day) }
  /// All three at the cost of one.
  package var parts: (year: Int, month: Int, day: Int) {
    let parts = civil(fromDays: Int64(days))
    return (Int(parts.year), Int(parts.month), Int(parts.day))
  }

  @inlinable package static func < (a: LocalDate, b: LocalDate) -> Bool { a.days < b.days }

  @usableFromInline static var first: Int { -719_162 }
  @usableFromInline static var last: Int { 2_932_896 }
}

extension LocalDate: Strideable {
  package func distance(to other: LocalDate) -> Int { Int(other.days) - Int(days) }
  package func advanced(by days: Int) -> LocalDate { LocalDate(days: Int(self.days) + days) }

  package static func + (date: LocalDate, days: Int) -> LocalDate { date.advanced(by: days) }
  package static func - (date: LocalDate, days: Int) -> LocalDate { date.advanced(by: -days) }
  /// Days from `b` to `a`.
  package static func - (a: LocalDate, b: LocalDate) -> Int { b.distance(to: a) }

  /// The same day so many months on, or the last of a month that is too short for it. Beyond the calendar it is the
  /// calendar's first or last day.
  package func adding(months: Int) -> LocalDate {
    let (year, month, day) = parts
    let count = year * 12 + month - 1 + months
    let (newYear, newMonth) = (count / 12, count % 12 + 1)
    if newYear > 9999 { return LocalDate(days: LocalDate.last) }
    guard count >= 12,
      let date = LocalDate(
        year: newYear, month: newMonth, day: min(day, LocalDate.length(ofMonth: newMonth, in: newYear)))
    else { return LocalDate(days: LocalDate.first) }
    return date
  }

  package var startOfMonth: LocalDate { self - (day - 1) }
  package var startOfYear: LocalDate { startOfMonth.adding(months: 1 - month) }
  package var daysInMonth: Int { LocalDate.length(ofMonth: month, in: year) }

  /// The first day of the week it is in, for weeks that begin on `weekday`.
  package func startOfWeek(_ weekday: Weekday) -> LocalDate {
    self - (self.weekday.rawValue - weekday.rawValue + 7) % 7
  }

  /// Sunday is what 1970-01-04 was.
  package var weekday: Weekday {
    Weekday(rawValue: (Int(days) + 719_162 + 1) % 7) ?? .sunday
  }

  static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// A day of the week. The week of a shop in Bangladesh begins on Sunday and ends on Friday and Saturday.
package enum Weekday: Int, CaseIterable, Sendable, Codable {
  case sunday, monday, tuesday, wednesday, thursday, friday, saturday
}

extension LocalDate: Codable, LosslessStringConvertible {
  /// `2026-11-20`
  package var description: String {
    var output = Output(capacity: 16)
    output.iso8601(self)
    return output.string
  }

  package init(from decoder: any Decoder) throws { self = try decoder.lossless() }
  package func encode(to encoder: any Encoder) throws { try encoder.lossless(self) }
}

extension Output {
  /// A day: `2026-11-20`.
  package mutating func iso8601(_ date: LocalDate) {
    let (year, month, day) = civil(fromDays: Int64(date.days))
    twoDigits(year / 100)
    twoDigits(year % 100)
    append(UInt8(ascii: "-"))
    twoDigits(month)
    append(UInt8(ascii: "-"))
    twoDigits(day)
  }
}
