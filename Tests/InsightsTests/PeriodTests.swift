import Basics
import Testing

@testable import Insights

private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

private func days(_ text: String) throws -> ClosedRange<LocalDate> {
  let parts = text.split(separator: "…").map(String.init)
  return try day(parts[0])...day(parts[parts.count - 1])
}

@Suite struct `A period` {
  let today = LocalDate(days: 20_777)  // 2026-11-20, a Friday

  private func period(_ preset: String) -> Period {
    Period(preset: preset, from: nil, to: nil, today: today, last: today)
  }

  @Test(arguments: [
    ("today", "2026-11-20…2026-11-20", "2026-11-13…2026-11-13", "2025-11-21…2025-11-21"),
    ("yesterday", "2026-11-19…2026-11-19", "2026-11-12…2026-11-12", "2025-11-20…2025-11-20"),
    ("week", "2026-11-14…2026-11-20", "2026-11-07…2026-11-13", "2025-11-15…2025-11-21"),
    ("month", "2026-10-22…2026-11-20", "2026-09-22…2026-10-21", "2025-10-23…2025-11-21"),
    ("quarter", "2026-08-23…2026-11-20", "2026-05-25…2026-08-22", "2025-08-24…2025-11-21"),
    ("this-month", "2026-11-01…2026-11-20", "2026-10-01…2026-10-20", "2025-11-01…2025-11-20"),
    ("last-month", "2026-10-01…2026-10-31", "2026-09-01…2026-09-30", "2025-10-01…2025-10-31"),
    ("this-year", "2026-01-01…2026-11-20", "2025-01-01…2025-11-20", ""),
    ("year", "2025-11-21…2026-11-20", "2024-11-21…2025-11-20", ""),
  ])
  func `has days, those before and those a year before`(
    preset: String, of: String, before: String, year: String
  ) throws {
    let period = period(preset)
    #expect(period.days == (try days(of)))
    #expect(period.before == (try days(before)))
    #expect(period.yearBefore == (year.isEmpty ? nil : try days(year)))
  }

  @Test func `meets the same weekdays a year before, and the same weekday before a day`() {
    for preset in ["today", "yesterday", "week", "month", "quarter"] {
      let period = period(preset)
      #expect(period.yearBefore?.lowerBound.weekday == period.first.weekday)
      #expect(period.yearBefore?.count == period.count)
    }
    #expect(period("today").before.lowerBound.weekday == today.weekday)
  }

  @Test(arguments: [
    // A month that somebody has named by its dates is a month.
    ("2026-02-01", "2026-02-28", "2026-01-01…2026-01-31", "2025-02-01…2025-02-28"),
    ("2024-02-01", "2024-02-29", "2024-01-01…2024-01-31", "2023-02-01…2023-02-28"),
    ("2026-03-01", "2026-03-31", "2026-02-01…2026-02-28", "2025-03-01…2025-03-31"),
    ("2026-07-01", "2026-09-30", "2026-04-01…2026-06-30", "2025-07-01…2025-09-30"),
    ("2025-01-01", "2025-12-31", "2024-01-01…2024-12-31", ""),
    ("2026-11-10", "2026-11-12", "2026-11-07…2026-11-09", "2025-11-11…2025-11-13"),
    ("2026-11-10", "2026-11-10", "2026-11-03…2026-11-03", "2025-11-11…2025-11-11"),
  ])
  func `may be any dates`(from: String, to: String, before: String, year: String) throws {
    let period = Period(preset: nil, from: from, to: to, today: today, last: today)
    #expect(period.preset == nil)
    #expect(period.before == (try days(before)))
    #expect(period.yearBefore == (year.isEmpty ? nil : try days(year)))
  }

  @Test(arguments: [
    ("2026-13-01", "2026-11-12"), ("2026-11-12", "2026-11-10"), ("2001-01-01", "2026-01-01"), ("", ""),
    ("2026-11-10", ""), ("9999-12-16", "9999-12-16"), ("9996-12-28", "9999-12-01"),
    ("0001-01-01", "0001-01-02"),
  ])
  func `that cannot be read is the last thirty days`(from: String, to: String) {
    let period = Period(preset: "forever", from: from, to: to, today: today, last: today)
    #expect(period.preset == .month)
  }

  @Test func `of a history that ends earlier ends with it, but for what is named by the calendar`() throws {
    let last = try day("2011-12-09")
    #expect(Period(.week, today: today, last: last).days == (try days("2011-12-03…2011-12-09")))
    #expect(Period(.thisMonth, today: today, last: last).last == today)
  }

  @Test(arguments: [
    ("week", "2026-11-07…2026-11-13"), ("yesterday", "2026-11-18…2026-11-18"),
    ("this-month", "2026-10-01…2026-10-31"),
    ("last-month", "2026-09-01…2026-09-30"), ("this-year", "2025-01-01…2025-12-31"),
  ])
  func `is preceded by as much of its kind, and followed by itself`(preset: String, before: String) throws {
    let (period, expected) = (period(preset), try days(before))
    #expect(period.previous.days == expected)
    #expect(period.previous.next(today: today)?.days == period.days)
  }

  @Test func `is followed by nothing once it reaches today, and never by days to come`() throws {
    for preset in Period.Preset.allCases where ![.yesterday, .lastMonth].contains(preset) {
      #expect(period(preset.rawValue).next(today: today) == nil)
    }
    let nearly = Period(try days("2026-11-08…2026-11-17"))
    #expect(nearly.next(today: today)?.days == (try days("2026-11-11…2026-11-20")))
    #expect(period("last-month").next(today: today)?.preset == .thisMonth)
    #expect(Period(try days("2025-01-01…2025-12-31")).next(today: today)?.preset == .thisYear)
    #expect(
      Period(try days("2026-07-01…2026-09-30")).next(today: today)?.days
        == (try days("2026-10-01…2026-11-20")))
  }

  @Test func `stands in an address from which it is read again`() {
    for period in Period.Preset.allCases.map({ Period($0, today: today, last: today) }) {
      for one in [period, period.previous] {
        let query = Dictionary(
          uniqueKeysWithValues: one.query.dropFirst().split(separator: "&").map { pair in
            let parts = pair.split(separator: "=").map(String.init)
            return (parts[0], parts[1])
          })
        #expect(PeriodQuery { query[$0] }.period(today: today, last: today) == one)
      }
    }
  }
}

@Suite struct `Some days as months` {
  @Test(arguments: [
    "2026-01-01…2026-01-31", "2026-01-02…2026-03-30", "2026-01-31…2026-02-01", "2025-11-21…2026-11-20",
    "2024-02-01…2024-02-29", "2026-05-05…2026-05-06", "2026-01-15…2026-03-15", "2026-01-31…2026-03-01",
  ])
  func `are each day once`(range: String) throws {
    let all = try days(range)
    let split = MonthSplit(all)
    var found = split.days.flatMap(Array.init)
    if let months = split.months {
      var month = months.lowerBound
      while month <= months.upperBound {
        found += Array(month...(month.adding(months: 1) - 1))
        month = month.adding(months: 1)
      }
    }
    #expect(found.sorted() == Array(all))
    #expect(
      (split.months == nil) == !zip(all, all.dropFirst(27)).contains {
        $0.day == 1 && ($1 + 1).day == 1 || $0.day == 1 && all.contains($0.adding(months: 1) - 1)
      })
  }
}

@Suite struct `What was sold before a day` {
  @Test func `is the sum up to the nearest month and the days between`() throws {
    for day in try days("2024-01-01…2025-12-31") {
      let sold = SoldBefore(day)
      #expect(sold.month.day == 1 && sold.days.count <= 15)
      #expect(sold.isBack ? sold.days == day..<sold.month : sold.days == sold.month..<day)
    }
  }

  @Test(arguments: [
    "2026-01-01…2026-01-31", "2026-01-02…2026-03-30", "2026-01-31…2026-02-01", "2025-11-21…2026-11-20",
    "2024-02-29…2024-02-29", "2023-02-17…2026-02-16", "2026-01-17…2026-01-20",
  ])
  func `adds up to each day of a period and of the one before, once`(range: String) throws {
    let period = Period(try days(range))
    for isOpen in [false, true] {
      let parts = PeriodParts(period, lastIsOpen: isOpen)
      var sums = parts.days
      for (month, weight) in parts.months {
        for day in month...(month.adding(months: 1) - 1) {
          sums[day, default: .init()].now += weight.now
          sums[day, default: .init()].before += weight.before
          sums[day, default: .init()].gained += weight.gained
        }
      }
      let open = isOpen && period.count > 1 ? [period.last, period.before.upperBound] : []
      for (day, sum) in sums {
        let (now, before) = (period.days.contains(day) ? 1 : 0, period.before.contains(day) ? 1 : 0)
        #expect(sum.now == now && sum.before == before)
        #expect(sum.gained == (open.contains(day) ? 0 : now - before))
      }
      #expect(sums.values.count { $0.now == 1 } == period.count)
      #expect(sums.values.count { $0.before == 1 } == period.before.count)
      #expect(parts.days.count <= 66)
    }
  }
}
