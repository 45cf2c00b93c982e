import Basics
import HTML
import Localization
import Looks
import Testing

@testable import Insights

@Suite struct `The figures of a business with impossible amounts` {
  let day = LocalDate(days: 20_000)

  private func report(_ amounts: [(gross: Int64, refunds: Int64)]) -> SalesReport {
    let days = amounts.enumerated().map { offset, amount in
      SalesDay(date: day + offset, orders: 1, gross: amount.gross, refunds: amount.refunds)
    }
    let period = Period(days: nil, from: "\(day)", to: "\(day + 6)", until: day)
    return SalesReport(period: period, days: days, today: day + 6)
  }

  @Test(arguments: [Int64.max, Int64.max / 2, 1 << 61, Int64.min + 1] as [Int64])
  func `bring nobody's process down`(amount: Int64) {
    for report in [
      report([(amount, 0), (amount, 0), (amount, 0)]), report([(amount, amount), (0, amount), (0, amount)]),
      report([(0, amount), (amount, 0)]), report([(amount, .min)]),
    ] {
      let words = DashboardWords(report: report, locale: .plain, path: "/t/dokan")
      #expect(words.tiles.map { $0.string() }.count == 4)
      #expect(words.chart.string().contains("<svg"))
    }
  }
}
