import Basics

/// The sales of a period day by day, what they are compared with, and what would be usual.
struct SalesReport: Sendable {
  let period: Period
  /// Every day of the period, also those without a sale.
  let days: [SalesDay]
  let totals: SalesTotals
  let before: SalesTotals
  /// Nil where the shop has no history of those days.
  let yearBefore: SalesTotals?
  /// The last day is today and not over yet; then the days it is compared with end at the same hour.
  let lastIsOpen: Bool
  let history: SalesHistory

  /// The days that have to be read for a period: it, what it is compared with, and the weekdays before it.
  static func needed(for period: Period) -> [ClosedRange<LocalDate>] {
    var start = min(period.before.lowerBound, period.first - 7 * UsualRange.weeks)
    guard let yearBefore = period.yearBefore else {
      // Its months are compared one by one.
      start = min(start, period.first.adding(months: -12))
      return [start...period.last]
    }
    return [start...period.last, yearBefore]
  }

  /// `found` are those of the needed days on which there was anything; `firstSale` is when the history begins. `cut`
  /// are the last days of what is compared, up to the hour that it is now, where the period is not over.
  init(
    period: Period, days found: [SalesDay], firstSale: LocalDate, today: LocalDate, cut: [SalesDay] = []
  ) {
    let history = SalesHistory(found, of: SalesReport.needed(for: period), since: firstSale)
    self.history = history
    self.period = period
    days = history.days(period.days)
    lastIsOpen = period.last == today
    func totals(_ range: ClosedRange<LocalDate>) -> SalesTotals {
      SalesTotals(
        history.days(range).map { day in
          day.date == range.upperBound ? cut.first { $0.date == day.date } ?? day : day
        })
    }
    self.totals = SalesTotals(days)
    before = totals(period.before)
    yearBefore = period.yearBefore.flatMap { $0.upperBound >= firstSale ? totals($0) : nil }
  }

  /// What each day of the period would usually sell; nil where nobody can say.
  var usual: [UsualRange?] { days.map { history.usual(for: $0.date) } }

  /// Where a day lies against what is usual. One that is not over can only be above.
  func position(of day: SalesDay, in range: UsualRange) -> UsualRange.Position {
    let position = range.position(of: day.net)
    return position == .below && lastIsOpen && day.date == period.last ? .within : position
  }
}
