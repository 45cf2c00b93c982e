import Basics

/// The days that a report is about, both ends included, in the shop's own calendar.
struct Period: Equatable, Sendable {
  enum Preset: String, CaseIterable, Sendable {
    case today, yesterday, week, month, quarter, thisMonth = "this-month", lastMonth = "last-month",
      thisYear =
      "this-year"
    case year

    /// Of the presets that are so many days up to the last one.
    var count: Int? {
      switch self {
      case .week: 7
      case .month: 30
      case .quarter: 90
      case .year: 365
      default: nil
      }
    }
  }

  /// What a period is one of, which decides what it is compared with.
  enum Shape: Equatable, Sendable {
    case day
    case days
    /// Whole months, or a month or year up to today: as many calendar months as are moved by to get to the one before.
    case months(Int)
  }

  let days: ClosedRange<LocalDate>
  /// Nil when the person has given the dates.
  let preset: Preset?
  let shape: Shape

  /// No chart is of use with more days, and no address can ask for more work.
  static let longest = 1100

  /// `last` is the last day of the presets that count days: today, or the last sale of a history that ends earlier.
  init(_ preset: Preset, today: LocalDate, last: LocalDate) {
    self.preset = preset
    switch preset {
    case .today: (days, shape) = (today...today, .day)
    case .yesterday: (days, shape) = ((today - 1)...(today - 1), .day)
    case .thisMonth: (days, shape) = (today.startOfMonth...today, .months(1))
    case .lastMonth:
      let end = today.startOfMonth - 1
      (days, shape) = (end.startOfMonth...end, .months(1))
    case .thisYear: (days, shape) = (today.startOfYear...today, .months(12))
    case .week, .month, .quarter, .year:
      (days, shape) = ((last - ((preset.count ?? 1) - 1))...last, .days)
    }
  }

  /// Days that somebody has named.
  init(_ days: ClosedRange<LocalDate>) {
    self.days = days
    preset = nil
    shape = Shape(of: days)
  }

  /// In which there was trade to speak of, and far enough from the ends of the calendar for every comparison.
  static let years = 1900...2200

  /// From the address of a page: `period=month`, or `from=2026-01-01&to=2026-01-31`. What cannot be read is as if it
  /// were not there.
  init(preset: String?, from: String?, to: String?, today: LocalDate, last: LocalDate) {
    if let from = from.flatMap({ LocalDate($0) }), let to = to.flatMap({ LocalDate($0) }), from <= to,
      Period.years.contains(from.year), Period.years.contains(to.year),
      to - from < Period.longest
    {
      self.init(from...to)
    } else {
      self.init(preset.flatMap(Preset.init) ?? .month, today: today, last: last)
    }
  }

  var first: LocalDate { days.lowerBound }
  var last: LocalDate { days.upperBound }
  var count: Int { days.count }
}

extension Period.Shape {
  init(of days: ClosedRange<LocalDate>) {
    let (first, next) = (days.lowerBound, days.upperBound + 1)
    if first.day == 1, next.day == 1 {
      self = .months((next.year - first.year) * 12 + next.month - first.month)
    } else {
      self = days.count == 1 ? .day : .days
    }
  }
}

// What a period is compared with, and what lies on either side of it.
extension Period {
  /// A day: the same weekday a week earlier. Months: the months before, up to the same day. Else as many days, right
  /// before.
  var before: ClosedRange<LocalDate> {
    switch shape {
    case .day: (first - 7)...(first - 7)
    case .days: (first - count)...(first - 1)
    case .months(let months): moved(byMonths: -months)
    }
  }

  /// Months: the same ones, up to the same day. Else 52 weeks earlier, so that weekdays meet weekdays. Nil where that
  /// is what `before` is already, or overlaps with the period.
  var yearBefore: ClosedRange<LocalDate>? {
    switch shape {
    case .months(let months): months < 12 ? moved(byMonths: -12) : nil
    case .day, .days: count < 364 ? (first - 364)...(last - 364) : nil
    }
  }

  /// The days so many months away. The last day of a month stays the last: 28 February is followed by 31 March.
  private func moved(byMonths months: Int) -> ClosedRange<LocalDate> {
    let isWhole = (last + 1).day == 1
    let end = isWhole ? (last + 1).adding(months: months) - 1 : last.adding(months: months)
    return first.adding(months: months)...end
  }

  /// The days right before, of the same shape; a month or year that is not over is preceded by a whole one.
  var previous: Period {
    switch shape {
    case .day, .days: Period((first - count)...(first - 1))
    case .months(let months): Period(first.adding(months: -months)...(first - 1))
    }
  }

  /// The days right behind, or nil when they have not begun.
  func next(today: LocalDate) -> Period? {
    guard last < today else { return nil }
    switch shape {
    case .day, .days:
      let end = min(last + count, today)
      return Period((end - (count - 1))...end)
    case .months(let months):
      let end = first.adding(months: 2 * months) - 1
      // A month that is not over is named, so that it is compared up to the same day.
      if end < today { return Period((last + 1)...end) }
      switch months {
      case 1: return Period(.thisMonth, today: today, last: today)
      case 12 where (last + 1).month == 1: return Period(.thisYear, today: today, last: today)
      default: return Period((last + 1)...min(end, today))
      }
    }
  }

  /// The query of an address that asks for this: `?period=week`.
  var query: String { preset.map { "?period=\($0.rawValue)" } ?? "?from=\(first)&to=\(last)" }
}
