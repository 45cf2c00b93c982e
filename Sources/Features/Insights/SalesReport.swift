import Basics

/// The sales of a period, day by day, beside the period before.
struct SalesReport: Sendable {
  let period: Period
  /// Every day of the period, also those without a sale.
  let days: [SalesDay]
  let totals: SalesTotals
  let before: SalesTotals
  /// The last day is today and not over yet.
  let lastIsOpen: Bool

  /// `days` are those on which there was anything, of the period and of the one before.
  init(period: Period, days found: [SalesDay], today: LocalDate) {
    let byDate = Dictionary(uniqueKeysWithValues: found.map { ($0.date, $0) })
    self.period = period
    days = period.days.map { byDate[$0] ?? SalesDay(date: $0) }
    totals = SalesTotals(days)
    before = SalesTotals(found.filter { period.before.days.contains($0.date) })
    lastIsOpen = period.days.upperBound == today
  }

  /// Up to so many days have a bar each; more are drawn by week.
  static let mostBars = 45

  /// The days in weeks that end with the last of them, for a period too long for a bar a day. What is left over is a
  /// shorter first week: at the end it would look like a slump.
  var weeks: [(first: LocalDate, totals: SalesTotals)] {
    stride(from: days.count % 7 - 7, to: days.count, by: 7).filter { $0 + 7 > 0 }.map { start in
      let week = days[max(start, 0)..<(start + 7)]
      return (days[max(start, 0)].date, SalesTotals(week))
    }
  }
}
