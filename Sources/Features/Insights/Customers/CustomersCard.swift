import Basics
import HTML
import Localization

/// Who buys: for the first time, or again.
struct CustomersCard: Sendable {
  let orders: StackedChart
  let share: LineChart
  let downloadPath: String

  init(_ report: SalesReport, _ words: SalesWords, downloadPath: String) {
    self.downloadPath = downloadPath
    let size = BarSize.coarse(for: report.period)
    let bars = report.bars(size)
    let labels = bars.map { bar in
      let days = words.locale.dates(bar.days)
      let isMonth = size == .months && !bar.isPartial
      return ChartLabel(
        isMonth ? words.locale.date(bar.days.lowerBound, .month) : days,
        short: words.locale.date(bar.days.lowerBound, .short),
        path: SalesAddress(path: words.path, days: bar.days).orders)
    }
    let labelTitle = words.t(size == .months ? "Month" : "Week")
    let hasAnonymous = bars.contains { $0.totals.anonymousOrders > 0 }
    orders = StackedChart(
      title: words.t("Orders of new and returning customers"), labelTitle: labelTitle, labels: labels,
      parts: [
        ChartSeries(words.t("Returning"), bars.map { words.value($0.totals.repeatOrders) }),
        ChartSeries(words.t("New"), bars.map { words.value($0.totals.newCustomers) }),
      ]
        + (hasAnonymous
          ? [ChartSeries(words.t("Nobody known"), bars.map { words.value($0.totals.anonymousOrders) })] : []),
      unit: .count)
    let hasEarlier = bars.contains { $0.earlier?.repeatShare != nil }
    share = LineChart(
      title: words.t("Share of orders that come from returning customers"), labelTitle: labelTitle,
      labels: labels.map { ChartLabel($0.text, short: $0.short) },
      series: [ChartSeries(words.t("Returning"), bars.map { words.value(share: $0.totals.repeatShare) })]
        + (hasEarlier
          ? [
            ChartSeries(
              words.t("A year before"), bars.map { words.value(share: $0.earlier?.repeatShare) },
              earlier: true)
          ] : []),
      unit: .percent)
  }
}
