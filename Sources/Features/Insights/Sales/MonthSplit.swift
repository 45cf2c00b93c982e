import Basics

/// Some days as whole months and what is left before and behind them.
struct MonthSplit: Equatable {
  let days: [ClosedRange<LocalDate>]
  /// From the first day of the first month to the first day of the last one.
  let months: ClosedRange<LocalDate>?

  init(_ range: ClosedRange<LocalDate>) {
    let (first, last) = (range.lowerBound, range.upperBound)
    let start = first.day == 1 ? first : first.startOfMonth.adding(months: 1)
    let end = (last + 1).startOfMonth
    guard start < end else {
      (days, months) = ([range], nil)
      return
    }
    months = start...end.adding(months: -1)
    days = (first < start ? [first...(start - 1)] : []) + (end <= last ? [end...last] : [])
  }
}
