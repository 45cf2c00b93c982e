import Basics
import HTML
import Localization
import Testing

@testable import Insights

@Suite struct `A period too long for a bar a day` {
  let first = LocalDate(days: 20_000)

  private func report(days: Int) -> SalesReport {
    let last = first + (days - 1)
    let found = (0..<days).map { SalesDay(date: first + $0, orders: $0 % 3, gross: 100, refunds: 0) }
    return SalesReport(
      period: Period(days: nil, from: "\(first)", to: "\(last)", until: last), days: found, today: last)
  }

  @Test(arguments: [(46, 4), (49, 7), (90, 6), (364, 7), (365, 1)])
  func `is drawn in weeks, of which only the first may be short`(days: Int, inTheFirst: Int) {
    let weeks = report(days: days).weeks
    #expect(weeks.count == (days + 6) / 7)
    #expect(weeks.first?.first == first)
    #expect(weeks.first?.totals.gross == Int64(inTheFirst * 100))
    #expect(weeks.dropFirst().allSatisfy { $0.totals.gross == 700 })
    #expect(weeks.last?.first == first + (days - 7))
  }

  @Test func `has in each tile the course of its own figure`() {
    let words = DashboardWords(report: report(days: 90), locale: .plain, path: "/t/dokan")
    let courses = words.tiles.map { $0.string().split(separator: #"points=""#).last?.prefix { $0 != "\"" } }
    #expect(Set(courses).count == 4)
  }
}
