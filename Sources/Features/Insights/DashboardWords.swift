import Basics
import HTML
import Localization
import Looks

/// A report as its reader reads it: tiles, chart and links.
struct DashboardWords {
  let report: SalesReport
  let locale: UserLocale
  /// Where the pages of the business begin.
  let path: String

  private func t(_ message: Message) -> String { locale.text(message) }

  private func money(_ minorUnits: Int64) -> String {
    locale.money(Money(minorUnits: minorUnits, locale.currency))
  }

  var periods: Segmented {
    Segmented(
      label: t("Period"),
      items: Period.Preset.allCases.map { preset in
        let title: Message = preset == .year ? "A year" : "\(preset.days) days"
        return View(
          t(title), path: "\(path)?days=\(preset.rawValue)", current: report.period.preset == preset)
      })
  }

  /// The orders that the figures are made of.
  var ordersPath: String {
    "\(path)/orders?period=custom&from=\(report.period.days.lowerBound)&to=\(report.period.days.upperBound)"
  }

  var tiles: [StatTile] {
    let (now, before) = (report.totals, report.before)
    return [
      tile("Net sales", money(now.net), now.net, before.net, money(before.net), of: \.net),
      tile(
        "Orders", locale.number(now.orders), Int64(now.orders), Int64(before.orders),
        locale.number(before.orders), of: { Int64($0.orders) }),
      tile(
        "Average order value", now.average.map(money) ?? "–", now.average ?? 0, before.average ?? 0,
        before.average.map(money) ?? "–", of: { $0.average ?? 0 }),
      tile(
        "Refunds", money(now.refunds), now.refunds, before.refunds, money(before.refunds), of: \.refunds,
        moreIsGood: false),
    ]
  }

  private func tile(
    _ label: Message, _ value: String, _ now: Int64, _ before: Int64, _ beforeText: String,
    of figure: (SalesTotals) -> Int64, moreIsGood: Bool = true
  ) -> StatTile {
    let change = change(now, before, moreIsGood: moreIsGood)
    let bars = isDaily ? report.days.map { SalesTotals([$0]) } : report.weeks.map(\.totals)
    let points = bars.map { Double(figure($0)) }
    return StatTile(
      t(label), value: value, path: ordersPath, spark: points.count > 1 ? Sparkline(points) : nil,
      change: change,
      note: t("before: \(beforeText)"))
  }

  /// In per cent of the period before; none where there was nothing, and none where nothing has changed.
  private func change(_ now: Int64, _ before: Int64, moreIsGood: Bool) -> StatTile.Change? {
    guard before > 0, now != before else { return nil }
    let ratio = Double(now - before) / Double(before)
    return StatTile.Change(locale.percent(abs(ratio)), up: now > before, good: (now > before) == moreIsGood)
  }

  var chart: BarChart {
    BarChart(
      title: isDaily ? t("Net sales by day") : t("Net sales by week"),
      labelTitle: isDaily ? t("Day") : t("Week from"),
      labels: isDaily
        ? report.days.map { dayLabel($0.date) }
        : report.weeks.map { ChartLabel(locale.date($0.first, .short)) },
      series: ChartSeries(
        t("Net sales"),
        isDaily ? report.days.map { value($0.net) } : report.weeks.map { value($0.totals.net) }),
      unit: .money(locale.currency), lastIsOpen: report.lastIsOpen)
  }

  private var isDaily: Bool { report.days.count <= SalesReport.mostBars }

  private func dayLabel(_ date: LocalDate) -> ChartLabel {
    let isLong = report.days.count > 14
    return ChartLabel(
      locale.date(date, .short), short: locale.number(Int(date.day)),
      detail: isLong ? nil : locale.weekday(date.weekday, short: true))
  }

  private func value(_ minorUnits: Int64) -> ChartValue {
    ChartValue(Double(minorUnits) / Double(locale.currency.minorUnitsPerUnit), money(minorUnits))
  }
}
