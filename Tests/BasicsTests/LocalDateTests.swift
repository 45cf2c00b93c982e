import Basics
import Foundation
import Testing

@Suite struct `A local date` {
  @Test func `is read and written in ISO 8601`() {
    #expect(LocalDate("2026-11-20")?.description == "2026-11-20")
    #expect(LocalDate("0001-01-01")?.description == "0001-01-01")
    #expect(LocalDate("9999-12-31")?.description == "9999-12-31")
    for text in [
      "", "2026-11-31", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "0000-01-01",
      "20261120",
      "2026-11-20 ", " 2026-11-20", "2026/11/20", "২০২৬-১১-২০",
    ] { #expect(LocalDate(text) == nil, "\(text)") }
    #expect(LocalDate("2024-02-29") != nil && LocalDate("2000-02-29") != nil)
  }

  @Test func `agrees with Foundation about days, parts and weekdays`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "GMT"))
    for _ in 0..<500 {
      // From 1583 on, since Foundation changes to the Julian calendar before.
      let date = LocalDate(days: .random(in: -141_000...2_932_896))
      let other = Date(timeIntervalSince1970: Double(date.days) * 86400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: other)
      #expect(parts.year == date.year && parts.month == date.month && parts.day == date.day)
      #expect(parts.weekday == date.weekday.rawValue + 1)
      #expect(LocalDate(year: date.year, month: date.month, day: date.day) == date)
      #expect(LocalDate(date.description) == date)
    }
  }

  @Test func `counts days and months`() throws {
    let date = try #require(LocalDate("2024-01-31"))
    #expect((date + 1).description == "2024-02-01")
    #expect((date - 31).description == "2023-12-31")
    #expect(try date - #require(LocalDate("2023-01-31")) == 365)
    #expect(date.adding(months: 1).description == "2024-02-29")
    #expect(date.adding(months: 13).description == "2025-02-28")
    #expect(date.adding(months: -2).description == "2023-11-30")
    #expect(date.adding(months: -12).description == "2023-01-31")
    #expect(date.startOfMonth.description == "2024-01-01")
    #expect(try #require(LocalDate("2024-12-05")).startOfYear.description == "2024-01-01")
    #expect(try #require(LocalDate("2024-02-10")).daysInMonth == 29)
    #expect((date...(date + 2)).map(\.description) == ["2024-01-31", "2024-02-01", "2024-02-02"])
  }

  @Test func `stays within the years 1 to 9999`() throws {
    #expect(LocalDate(days: .max).description == "9999-12-31")
    #expect(LocalDate(days: .min).description == "0001-01-01")
    let first = try #require(LocalDate("0001-01-01"))
    #expect(first.adding(months: -1) == first)
    let last = try #require(LocalDate("9999-12-31"))
    #expect(LocalDate("9999-12-16")?.adding(months: 1) == last)
    #expect(LocalDate("9999-11-16")?.adding(months: 1).description == "9999-12-16")
    #expect(first.weekday == .monday)
  }

  @Test func `knows its week`() throws {
    let friday = try #require(LocalDate("2026-11-20"))
    #expect(friday.weekday == .friday)
    #expect(friday.startOfWeek(.sunday).description == "2026-11-15")
    #expect(friday.startOfWeek(.saturday).description == "2026-11-14")
    #expect(friday.startOfWeek(.friday) == friday)
  }
}

@Suite struct `A local date and time` {
  @Test func `is read as tills and files write it`() {
    #expect(LocalDateTime("2010-12-01 08:26:00")?.description == "2010-12-01T08:26:00")
    #expect(LocalDateTime("2010-12-01T08:26")?.description == "2010-12-01T08:26:00")
    #expect(LocalDateTime("2010-12-01 23:59:59.999")?.secondOfDay == 86399)
    for text in [
      "2010-12-01", "2010-12-01 24:00:00", "2010-12-01 08:60", "2010-12-01 08:26:60", "2010-12-01 08:26:00Z",
      "2010-02-30 08:26", "2010-12-01 08:26:00.", "",
    ] { #expect(LocalDateTime(text) == nil, "\(text)") }
  }
}
