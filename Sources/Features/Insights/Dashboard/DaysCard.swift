import Basics
import HTML
import Localization
import Looks

/// Net sales by day with what is usual, or by week or month beside the year before.
struct DaysCard: Sendable {
  let chart: BarChart
  let isDaily: Bool
  /// What the band is, or why there is none.
  let explanation: Message?
  let unusual: [UnusualDay]
  let ordersPath: String
  let downloadPath: String

  struct UnusualDay: Sendable {
    let day: String
    let net: String
    let usual: String
    let isAbove: Bool
    let path: String
  }

  init(_ report: SalesReport, _ words: SalesWords, downloadPath: String) {
    let size = BarSize(for: report.period)
    let drawing = DaysDrawing(report: report, words: words)
    isDaily = size == .days
    chart = size == .days ? drawing.days : drawing.stretches(size)
    unusual = size == .days ? drawing.unusual : []
    explanation = size == .days ? drawing.explanation : nil
    ordersPath = SalesAddress(path: words.path, days: report.period.days).everything
    self.downloadPath = downloadPath
  }
}

private struct DaysDrawing {
  let report: SalesReport
  let words: SalesWords

  private func path(_ days: ClosedRange<LocalDate>) -> String {
    SalesAddress(path: words.path, days: days).everything
  }

  private func text(_ range: UsualRange) -> String { "\(words.brief(range.low))–\(words.brief(range.high))" }

  var days: BarChart {
    let positions = zip(report.days, report.usual).map { day, range in
      range.map { (range: $0, position: report.position(of: day, in: $0)) }
    }
    return BarChart(
      title: words.t("Net sales by day"), labelTitle: words.t("Day"), labels: report.days.map(label),
      series: ChartSeries(words.t("Net sales"), report.days.map { words.value($0.net) }),
      band: ChartBand(
        words.t("Usual range for the weekday"),
        positions.map { one in
          one.map { one in
            ChartBand.Range(
              low: words.value(one.range.low).number ?? 0, high: words.value(one.range.high).number ?? 0,
              text: text(one.range),
              deviation: one.position == .above ? .above : one.position == .below ? .below : nil)
          }
        }),
      unit: .money(words.locale.currency), lastIsOpen: report.lastIsOpen)
  }

  private func label(_ day: SalesDay) -> ChartLabel {
    let isLong = report.days.count > 14
    return ChartLabel(
      words.day(day.date), short: words.locale.number(Int(day.date.day)),
      detail: isLong ? nil : words.locale.weekday(day.date.weekday, short: true),
      path: path(day.date...day.date))
  }

  var unusual: [DaysCard.UnusualDay] {
    zip(report.days, report.usual).compactMap { day, range in
      guard let range else { return nil }
      let position = report.position(of: day, in: range)
      guard position != .within else { return nil }
      return DaysCard.UnusualDay(
        day: words.day(day.date), net: words.money(day.net), usual: text(range), isAbove: position == .above,
        path: path(day.date...day.date))
    }
  }

  var explanation: Message {
    let missing = report.usual.count { $0 == nil }
    if missing == report.usual.count {
      return
        "There is no usual range yet: it takes at least \(UsualRange.leastWeeks) weeks of sales before a day, with something sold on more than half of the same weekdays."
    }
    return
      "The usual range comes from the same weekday in the \(UsualRange.weeks) weeks before each day: their middle half, and one and a half times its width to either side. Single feasts or stock-outs hardly move it."
  }

  func stretches(_ size: BarSize) -> BarChart {
    let bars = report.bars(size)
    let hasEarlier = bars.contains { $0.earlier != nil }
    let labels = bars.map { bar in
      let days = words.locale.dates(bar.days)
      let month = words.locale.date(bar.days.lowerBound, .month)
      return size == .months
        ? ChartLabel(
          bar.isPartial ? days : month, short: shortMonth(bar.days.lowerBound), path: path(bar.days))
        : ChartLabel(days, short: words.locale.date(bar.days.lowerBound, .short), path: path(bar.days))
    }
    return BarChart(
      title: words.t(size == .months ? "Net sales by month" : "Net sales by week"),
      labelTitle: words.t(size == .months ? "Month" : "Week"), labels: labels,
      series: ChartSeries(words.t("Net sales"), bars.map { words.value($0.totals.net) }),
      usual: hasEarlier
        ? ChartSeries(
          words.t("A year before"),
          bars.map { $0.earlier.map { words.value($0.net) } ?? ChartValue(nil, "–") })
        : nil,
      unit: .money(words.locale.currency), partial: Set(bars.indices.filter { bars[$0].isPartial }),
      partialTitle: words.t(size == .months ? "Not a whole month" : "Not a whole week"))
  }

  private func shortMonth(_ date: LocalDate) -> String {
    let name = words.locale.date(date.startOfMonth, .short)
    return name.split(separator: " ").last.map(String.init) ?? name
  }
}
