import Basics
import HTML
import Localization
import Looks
import Testing

@testable import Insights

@Suite struct `The sales of a period` {
  let today = LocalDate(days: 20_777)

  private func sold(_ date: LocalDate, orders: Int = 1, gross: Int64 = 0, refunds: Int64 = 0) -> SalesDay {
    var day = SalesDay(date: date)
    (day.orders, day.gross, day.refunds) = (orders, gross, refunds)
    return day
  }

  private func report(
    _ period: Period, _ days: [SalesDay], since first: LocalDate? = nil, cut: [SalesDay] = []
  ) -> SalesReport {
    SalesReport(period: period, days: days, firstSale: first ?? LocalDate(days: 0), today: today, cut: cut)
  }

  @Test func `are those of its days, beside those before and a year before`() {
    let period = Period(.week, today: today, last: today)
    let days = (0..<500).map { sold(today - $0, gross: 100) }
    let report = report(period, days)
    #expect((report.totals.net, report.before.net, report.yearBefore?.net) == (700, 700, 700))
    #expect(self.report(period, days, since: today - 363).yearBefore == nil)
    #expect(self.report(period, days, since: today - 364).yearBefore != nil)
  }

  @Test func `are compared up to the same hour while the last day is not over`() {
    let period = Period(.week, today: today, last: today)
    let days = (0..<500).map { sold(today - $0, orders: 10, gross: 1000) }
    let cut = [sold(today - 7, orders: 4, gross: 300), sold(today - 364, orders: 1, gross: 50)]
    let report = report(period, days, cut: cut)
    #expect((report.totals.net, report.before.net, report.yearBefore?.net) == (7000, 6300, 6050))
    #expect((report.totals.orders, report.before.orders, report.yearBefore?.orders) == (70, 64, 61))
  }

  @Test(arguments: [(46, 4), (49, 7), (90, 6), (181, 6)])
  func `are drawn in weeks when they are too many for a bar a day, of which only the first may be short`(
    count: Int, inTheFirst: Int
  ) {
    let period = Period((today - (count - 1))...today)
    let bars = report(period, (0..<count).map { sold(today - $0, gross: 100) }).bars(BarSize(for: period))
    #expect(bars.count == (count + 6) / 7)
    #expect(bars.first?.days.lowerBound == period.first)
    #expect(bars.first?.totals.gross == Int64(inTheFirst * 100))
    #expect(bars.dropFirst().allSatisfy { $0.totals.gross == 700 })
    #expect(bars.map(\.isPartial) == [inTheFirst < 7] + bars.dropFirst().map { _ in false })
  }

  @Test func `are drawn in months when they are a year, and nothing is lost`() {
    let period = Period(.year, today: today, last: today)
    let days = (0..<800).map { sold(today - $0, gross: Int64($0)) }
    let report = report(period, days)
    let bars = report.bars(BarSize(for: period))
    #expect(bars.count == 13)
    #expect(bars.flatMap { Array($0.days) } == Array(period.days))
    #expect(bars.reduce(0) { $0 + $1.totals.net } == report.totals.net)
    #expect(bars.map(\.isPartial) == [true] + Array(repeating: false, count: 11) + [true])
    #expect(bars.allSatisfy { $0.earlier != nil })
    #expect(bars[3].earlier?.net == (bars[3].days.map { Int64(today - $0) + 365 }).reduce(0, +))
  }

  @Test func `of February stand beside the whole February before`() throws {
    let period = Period(try #require(LocalDate("2024-01-01"))...#require(LocalDate("2024-12-31")))
    let months = period.stretches(.months)
    #expect(period.yearBefore(months[1]).upperBound.description == "2023-02-28")
  }

  @Test(
    arguments: [([10, 5], 3), ([1], 2), ([3], 2), ([7, 7, 7], 4), ([0], 0), ([-3], 2), ([-5], 2)]
      as [([Int64], Int)])
  func `have an average that is the exact quotient, rounded half to even`(gross: [Int64], orders: Int) {
    let days = gross.enumerated().map { sold(today - $0, orders: $0 == 0 ? orders : 0, gross: $1) }
    let sum = gross.reduce(0, +)
    let exact = orders == 0 ? nil : Int64((Double(sum) / Double(orders)).rounded(.toNearestOrEven))
    #expect(SalesTotals(days).average == exact)
  }
}

@Suite struct `A change` {
  @Test(
    arguments: [
      (110, 100, "↑ 10%"), (90, 100, "↓ 10%"), (100, 100, nil), (5, 0, nil), (0, 5, "↓ 100%"),
      (1001, 1000, nil),
      (1100, 100, "↑ 1,000%"), (1101, 100, "↑ over 10×"), (9_000_000, 1, "↑ over 10×"), (5, -5, nil),
      (-5, 5, "↓ 200%"),
    ] as [(Int64, Int64, String?)])
  func `is said in per cent up to tenfold, and never of nothing`(now: Int64, before: Int64, text: String?) {
    let words = SalesWords(locale: .plain, path: "/t/dokan")
    let said = SalesWords.Change(now, before: before).map { "\($0.isUp ? "↑" : "↓") \(words.text($0))" }
    #expect(said == text)
  }
}

@Suite struct `The figures of a business with impossible amounts` {
  @Test(arguments: [Int64.max, Int64.max / 2, 1 << 61, Int64.min + 1, .min] as [Int64])
  func `bring nobody's process down`(amount: Int64) {
    let today = LocalDate(days: 20_777)
    let words = SalesWords(locale: .plain, path: "/t/dokan")
    let amounts: [[(Int64, Int64)]] = [
      [(amount, 0), (amount, 0)], [(amount, amount), (0, amount)], [(0, amount), (amount, .min)],
    ]
    for amounts in amounts {
      let days = (0..<60).map { offset in
        var day = SalesDay(date: today - offset)
        (day.orders, day.gross, day.refunds) = (1, amounts[offset % 2].0, amounts[offset % 2].1)
        day.charges = Charges(postage: amount, fees: amount, discounts: amount, manual: amount, tax: amount)
        return day
      }
      for preset in Period.Preset.allCases {
        let report = SalesReport(
          period: Period(preset, today: today, last: today), days: days, firstSale: today - 800, today: today)
        #expect(DaysCard(report, words, downloadPath: "/").chart.string().contains("<svg"))
        #expect(ChargesCard(report, words).amounts.count == 9)
        #expect(CustomersCard(report, words, downloadPath: "/").orders.string().contains("<svg"))
      }
    }
  }
}
