import Basics

/// A period and the one before, as whole months and days to add and to take away: however long they are, few rows are
/// read.
struct PeriodParts: Equatable, Sendable {
  /// How often the figures of a month or day count for a period, and how often in what is gained on days that are over.
  struct Weight: Equatable, Sendable {
    var now = 0
    var before = 0
    var gained = 0
  }

  private(set) var months: [LocalDate: Weight] = [:]
  private(set) var days: [LocalDate: Weight] = [:]

  /// While the period is not over, the gain is counted without its last day and that of the period before.
  init(_ period: Period, lastIsOpen: Bool = false) {
    add(period.days) {
      $0.now += $1; $0.gained += $1
    }
    add(period.before) {
      $0.before += $1; $0.gained -= $1
    }
    if lastIsOpen && period.count > 1 {
      days[period.last, default: Weight()].gained -= 1
      days[period.before.upperBound, default: Weight()].gained += 1
    }
    months = months.filter { $0.value != Weight() }
    days = days.filter { $0.value != Weight() }
  }

  /// What was sold before the end less what was sold before the beginning.
  private mutating func add(_ range: ClosedRange<LocalDate>, _ count: (inout Weight, Int) -> Void) {
    let (start, end) = (SoldBefore(range.lowerBound), SoldBefore(range.upperBound + 1))
    var month = start.month
    while month < end.month {
      count(&months[month, default: Weight()], 1)
      month = month.adding(months: 1)
    }
    for (bound, sign) in [(start, -1), (end, 1)] {
      for day in bound.days { count(&days[day, default: Weight()], bound.isBack ? -sign : sign) }
    }
  }
}

/// What was sold when a day began: up to the nearest beginning of a month, and the days from there or, the other way
/// round, to there.
struct SoldBefore: Equatable {
  let month: LocalDate
  let days: Range<LocalDate>
  let isBack: Bool

  init(_ day: LocalDate) {
    isBack = day.day > 16
    month = isBack ? day.startOfMonth.adding(months: 1) : day.startOfMonth
    days = isBack ? day..<month : month..<day
  }
}
