import Basics
import Jobs
import Testing

@Suite struct `Coming due again and again` {
  let dhaka: TimeZoneRules
  let newYork: TimeZoneRules

  init() throws {
    dhaka = try #require(TimeZoneRules("Asia/Dhaka"))
    newYork = try #require(TimeZoneRules("America/New_York"))
  }

  @Test func `every ten minutes means at the tens`() {
    let due = Recurrence.every(.seconds(600)).latest(upTo: utc("2026-11-20 14:09:59"), in: dhaka)
    #expect(due == utc("2026-11-20 14:00:00"))
  }

  @Test(arguments: [
    ("2026-11-20 02:59:59", "2026-11-19 03:00:00"), ("2026-11-20 03:00:00", "2026-11-20 03:00:00"),
    ("2026-11-20 23:00:00", "2026-11-20 03:00:00"),
  ])
  func `daily at three by the clocks of the place`(now: String, due: String) {
    let recurrence = Recurrence.daily(hour: 3)
    #expect(recurrence.latest(upTo: local(now, dhaka), in: dhaka) == local(due, dhaka))
    #expect(recurrence.latest(upTo: utc(now), in: .utc) == utc(due))
  }

  @Test(arguments: [
    ("2026-11-20 10:00:00", "2026-11-15 09:30:00"), ("2026-11-15 09:30:00", "2026-11-15 09:30:00"),
    ("2026-11-15 09:29:59", "2026-11-08 09:30:00"), ("2026-11-21 23:59:59", "2026-11-15 09:30:00"),
  ])
  func `weekly on Sunday`(now: String, due: String) {
    let recurrence = Recurrence.weekly(.sunday, hour: 9, minute: 30)
    #expect(recurrence.latest(upTo: local(now, dhaka), in: dhaka) == local(due, dhaka))
  }

  @Test(arguments: [
    ("2026-03-01 00:00:00", "2026-02-28 06:00:00"), ("2026-03-31 06:00:00", "2026-03-31 06:00:00"),
    ("2026-03-31 05:59:59", "2026-02-28 06:00:00"), ("2024-03-02 00:00:00", "2024-02-29 06:00:00"),
    ("2026-01-05 00:00:00", "2025-12-31 06:00:00"),
  ])
  func `monthly on the last day there is`(now: String, due: String) {
    let recurrence = Recurrence.monthly(day: 31, hour: 6)
    #expect(recurrence.latest(upTo: local(now, dhaka), in: dhaka) == local(due, dhaka))
  }

  @Test func `hourly by the clocks of a place that is half an hour off`() throws {
    let kolkata = try #require(TimeZoneRules("Asia/Kolkata"))
    let due = Recurrence.hourly(minute: 0).latest(upTo: utc("2026-11-20 14:10:00"), in: kolkata)
    #expect(due == utc("2026-11-20 13:30:00"))
  }

  /// New York, 2026-03-08: the clocks go from 2:00 to 3:00. 2026-11-01: from 2:00 back to 1:00.
  @Test func `a time that is skipped comes as much later, one shown twice comes once`() {
    let night = Recurrence.daily(hour: 2, minute: 30)
    let spring = night.latest(upTo: utc("2026-03-08 12:00:00"), in: newYork)
    #expect(spring == utc("2026-03-08 07:30:00"))
    let early = Recurrence.daily(hour: 1, minute: 30)
    #expect(early.latest(upTo: utc("2026-11-01 05:30:00"), in: newYork) == utc("2026-11-01 05:30:00"))
    #expect(early.latest(upTo: utc("2026-11-01 06:45:00"), in: newYork) == utc("2026-11-01 05:30:00"))
  }

  /// Every minute of a year, in zones with and without changes: a day has one due time, and none is in the future.
  @Test(arguments: ["Asia/Dhaka", "America/New_York", "Australia/Lord_Howe", "UTC"])
  func `each day is due once`(name: String) throws {
    let zone = try #require(TimeZoneRules(name))
    let recurrence = Recurrence.daily(hour: 2, minute: 15)
    var due: Set<Instant> = []
    for minute in 0..<(365 * 1440 / 5) {
      let now = utc("2026-01-01 12:00:00") + .seconds(minute * 300)
      let latest = recurrence.latest(upTo: now, in: zone)
      #expect(latest <= now)
      due.insert(latest)
    }
    #expect((365...366).contains(due.count))
  }

  private func utc(_ text: String) -> Instant { local(text, .utc) }

  private func local(_ text: String, _ zone: TimeZoneRules) -> Instant {
    LocalDateTime(text).map { zone.instant(of: $0) } ?? Instant(seconds: 0)
  }
}
