import Basics

/// The days of a shop that were read, by their date.
struct SalesHistory: Sendable {
  /// What was read; of other days nothing is known.
  let ranges: [ClosedRange<LocalDate>]
  let firstSale: LocalDate
  private var byDate: [LocalDate: SalesDay]

  init(_ days: [SalesDay], of ranges: [ClosedRange<LocalDate>], since firstSale: LocalDate) {
    byDate = Dictionary(days.map { ($0.date, $0) }) { first, _ in first }
    self.ranges = ranges
    self.firstSale = firstSale
  }

  func day(_ date: LocalDate) -> SalesDay { byDate[date] ?? SalesDay(date: date) }

  func days(_ range: ClosedRange<LocalDate>) -> [SalesDay] { range.map(day) }

  /// Whether the days were read and the shop was selling by then.
  func covers(_ range: ClosedRange<LocalDate>) -> Bool {
    range.upperBound >= firstSale
      && ranges.contains { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }
  }

  /// Judged by the same weekday in the weeks before, as far as the history goes back.
  func usual(for date: LocalDate) -> UsualRange? {
    let before = (1...UsualRange.weeks).map { date - 7 * $0 }.filter { $0 >= firstSale }
    return UsualRange(before.map { day($0).net })
  }
}
