import Basics

/// A stretch of days that has a bar of its own in a chart.
struct SalesBar: Equatable, Sendable {
  let days: ClosedRange<LocalDate>
  let totals: SalesTotals
  /// The same days a year before; nil where there is no history of them.
  let earlier: SalesTotals?
  /// A week or month that the period cuts off, or that is not over.
  let isPartial: Bool
}

/// How fine a chart is: no more bars than one can tell apart.
enum BarSize: Sendable {
  case days, weeks, months

  /// For sales, where single days matter.
  init(for period: Period) {
    self = period.count <= 45 ? .days : period.count <= 200 ? .weeks : .months
  }

  /// For customers, of whom single days say little.
  static func coarse(for period: Period) -> BarSize { period.count <= 100 ? .weeks : .months }
}

extension SalesReport {
  func bars(_ size: BarSize) -> [SalesBar] {
    period.stretches(size).map { days in
      let earlier = period.yearBefore(days)
      return SalesBar(
        days: days, totals: SalesTotals(history.days(days)),
        earlier: history.covers(earlier) ? SalesTotals(history.days(earlier)) : nil,
        isPartial: isPartial(days, size))
    }
  }

  private func isPartial(_ days: ClosedRange<LocalDate>, _ size: BarSize) -> Bool {
    if lastIsOpen, days.upperBound == period.last, size != .weeks { return true }
    switch size {
    case .days: return false
    case .weeks: return days.count < 7
    case .months: return days.lowerBound.day != 1 || (days.upperBound + 1).day != 1
    }
  }
}

extension Period {
  func stretches(_ size: BarSize) -> [ClosedRange<LocalDate>] {
    switch size {
    case .days: days.map { $0...$0 }
    case .weeks: weeks
    case .months: months
    }
  }

  /// Weeks that end with the last day. What is left over is a shorter first week: at the end it would look like a
  /// slump.
  private var weeks: [ClosedRange<LocalDate>] {
    stride(from: count % 7 - 7, to: count, by: 7).filter { $0 + 7 > 0 }.map { start in
      (first + max(start, 0))...(first + (start + 6))
    }
  }

  private var months: [ClosedRange<LocalDate>] {
    sequence(first: first) { $0.startOfMonth.adding(months: 1) }.prefix { $0 <= last }.map { start in
      start...min(start.startOfMonth.adding(months: 1) - 1, last)
    }
  }

  /// The days that a part of the period is compared with, a year before: as the whole is.
  func yearBefore(_ part: ClosedRange<LocalDate>) -> ClosedRange<LocalDate> {
    if case .months = shape { return part.yearEarlier }
    return yearBefore == nil ? part.yearEarlier : (part.lowerBound - 364)...(part.upperBound - 364)
  }
}

extension ClosedRange<LocalDate> {
  /// The same dates of the year before; the last of a month stays the last.
  fileprivate var yearEarlier: ClosedRange {
    let isMonthEnd = (upperBound + 1).day == 1
    let end = isMonthEnd ? (upperBound + 1).adding(months: -12) - 1 : upperBound.adding(months: -12)
    return lowerBound.adding(months: -12)...end
  }
}
