import Basics

/// When something happens again and again.
package enum Recurrence: Sendable, Equatable {
  /// At every multiple of this span since 1970-01-01T00:00Z, whatever the clocks show.
  case every(Duration)
  /// The minute of every hour, 0 to 59.
  case hourly(minute: Int)
  case daily(hour: Int, minute: Int = 0)
  case weekly(Weekday, hour: Int, minute: Int = 0)
  /// In a month that is too short for the day, on its last.
  case monthly(day: Int, hour: Int, minute: Int = 0)

  /// The last time it was due, this moment included, by the clocks of a zone. A time that the clocks skip is as much
  /// later; one that they show twice counts the first time.
  package func latest(upTo now: Instant, in zone: TimeZoneRules) -> Instant {
    if case .every(let span) = self {
      let length = span.inMicroseconds
      let rest = now.microseconds % length
      return Instant(microseconds: now.microseconds - (rest < 0 ? rest + length : rest))
    }
    // A skipped time can lie behind midnight: from tomorrow's on backwards, the first that is not in the future.
    let today = zone.date(of: now)
    for day in candidates(around: today) {
      let due = zone.instant(of: LocalDateTime(day.date, secondOfDay: day.second))
      if due <= now { return due }
    }
    return zone.instant(of: LocalDateTime(today - 366))
  }

  /// The minute of the hour, where the clocks count.
  var minute: Int? {
    switch self {
    case .every: nil
    case .hourly(let minute), .daily(_, let minute), .weekly(_, _, let minute), .monthly(_, _, let minute):
      minute
    }
  }

  /// Times of day, the latest first, that reach back to before the last one that was due.
  private func candidates(around today: LocalDate) -> [(date: LocalDate, second: Int)] {
    switch self {
    case .every: []
    case .hourly(let minute):
      [today + 1, today, today - 1].flatMap { date in
        (0..<24).reversed().map { (date, $0 * 3600 + minute * 60) }
      }
    case .daily(let hour, let minute):
      [today + 1, today, today - 1, today - 2].map { ($0, hour * 3600 + minute * 60) }
    case .weekly(let weekday, let hour, let minute):
      [7, 0, -7, -14].map { (today.startOfWeek(weekday) + $0, hour * 3600 + minute * 60) }
    case .monthly(let day, let hour, let minute):
      [1, 0, -1, -2].map { months in
        let month = today.startOfMonth.adding(months: months)
        return (month + (min(day, month.daysInMonth) - 1), hour * 3600 + minute * 60)
      }
    }
  }
}
