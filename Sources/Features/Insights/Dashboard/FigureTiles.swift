import Basics
import HTML
import Localization
import Looks

/// The figures at the head of a dashboard, each with its course and what it was before.
struct FigureTiles: Sendable {
  let tiles: [StatTile]
  /// What they are compared with, in words.
  let comparison: [String]

  init(_ dashboard: Dashboard, _ words: SalesWords) {
    let report = dashboard.report
    let maker = TileMaker(
      report: report, words: words, bars: report.bars(BarSize(for: report.period)).map(\.totals))
    let address = SalesAddress(path: words.path, days: report.period.days)
    let returning = dashboard.returning
    tiles = [
      maker.money("Net sales", address.everything) { $0.net },
      maker.count("Orders", address.orders) { $0.orders },
      maker.average("Average order value", address.orders),
      maker.count("New customers", address.newCustomers) { $0.newCustomers },
      maker.count(
        "Returning customers", address.returningCustomers,
        counts: (returning.now, returning.before, returning.yearBefore)
      ) { $0.repeatOrders },
      maker.money("Refunds", address.refunds, moreIsGood: false) { $0.refunds },
    ]
    comparison = maker.comparison
  }
}

private struct TileMaker {
  let report: SalesReport
  let words: SalesWords
  let bars: [SalesTotals]

  func money(
    _ label: Message, _ path: String, moreIsGood: Bool = true, _ figure: (SalesTotals) -> Int64
  ) -> StatTile {
    tile(
      label, path, now: figure(report.totals), before: figure(report.before),
      yearBefore: report.yearBefore.map(figure), moreIsGood: moreIsGood, spark: bars.map(figure), words.money,
      words.brief)
  }

  func count(
    _ label: Message, _ path: String, counts: (now: Int, before: Int, yearBefore: Int)? = nil,
    _ figure: (SalesTotals) -> Int
  ) -> StatTile {
    tile(
      label, path, now: Int64(counts?.now ?? figure(report.totals)),
      before: Int64(counts?.before ?? figure(report.before)),
      yearBefore: report.yearBefore.map { Int64(counts?.yearBefore ?? figure($0)) }, moreIsGood: true,
      spark: bars.map { Int64(figure($0)) }, words.number, words.number)
  }

  func average(_ label: Message, _ path: String) -> StatTile {
    tile(
      label, path, now: report.totals.average, before: report.before.average,
      yearBefore: report.yearBefore.flatMap(\.average), moreIsGood: true, spark: bars.map { $0.average ?? 0 },
      words.money, words.brief)
  }

  private func tile(
    _ label: Message, _ path: String, now: Int64?, before: Int64?, yearBefore: Int64?, moreIsGood: Bool,
    spark: [Int64], _ text: (Int64) -> String, _ brief: (Int64) -> String
  ) -> StatTile {
    func compared(_ earlier: Int64?, _ note: (String) -> Message) -> StatTile.Comparison {
      let change = earlier.flatMap { SalesWords.Change(now ?? 0, before: $0) }
      return StatTile.Comparison(
        change.map { StatTile.Change(words.text($0), up: $0.isUp, good: $0.isUp == moreIsGood) },
        note: words.t(note(earlier.map(brief) ?? "–")))
    }
    return StatTile(
      words.t(label), value: now.map(text) ?? "–", path: path,
      spark: spark.count > 1 ? Sparkline(spark.map(Double.init)) : nil,
      comparisons: [compared(before) { "before \($0)" }]
        + (yearBefore == nil ? [] : [compared(yearBefore) { "a year before \($0)" }]))
  }

  var comparison: [String] {
    let (period, dates) = (report.period, words.locale.dates)
    var lines: [Message]
    switch period.shape {
    case .day: lines = ["Before: the same weekday a week earlier, \(dates(period.before))."]
    case .days: lines = ["Before: the \(period.count) days before these, \(dates(period.before))."]
    case .months: lines = ["Before: \(dates(period.before))."]
    }
    if let yearBefore = period.yearBefore, report.yearBefore != nil {
      if case .months = period.shape {
        lines.append("A year before: \(dates(yearBefore)).")
      } else {
        lines.append(
          "A year before is 52 weeks earlier, \(dates(yearBefore)), so that weekdays meet the same weekdays.")
      }
    }
    if report.lastIsOpen {
      lines.append("Today is not over, so the days compared with end at the same hour.")
    }
    return lines.map(words.t)
  }
}
