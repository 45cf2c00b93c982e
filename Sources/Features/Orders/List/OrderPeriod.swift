import Basics

/// The days that a list of orders is about, in the shop's calendar.
struct OrderPeriod: Equatable, Sendable {
  enum Preset: String, CaseIterable, Sendable {
    case all, today, yesterday, week, month, thisMonth = "this-month", lastMonth = "last-month", thisYear = "this-year"
  }

  var preset = Preset.all
  /// Dates that the person has given, either or both. They count instead of the preset.
  var first: LocalDate?
  var last: LocalDate?

  /// The first and the last day; nil where there is no bound.
  func days(today: LocalDate) -> (first: LocalDate?, last: LocalDate?) {
    if first != nil || last != nil { return (first, last) }
    switch preset {
    case .all: return (nil, nil)
    case .today: return (today, today)
    case .yesterday: return (today - 1, today - 1)
    case .week: return (today - 6, today)
    case .month: return (today - 29, today)
    case .thisMonth: return (today.startOfMonth, today)
    case .lastMonth: return (today.startOfMonth.adding(months: -1), today.startOfMonth - 1)
    case .thisYear: return (today.startOfYear, today)
    }
  }

  /// The same as moments: from the first, up to and without the second.
  func bounds(today: LocalDate, in zone: TimeZoneRules) -> (from: Instant?, until: Instant?) {
    let days = days(today: today)
    return (days.first.map(zone.startOfDay), days.last.map { zone.startOfDay($0 + 1) })
  }
}
