import Basics
import HTML
import Localization
import Looks

/// A product's sales as their reader reads them.
struct ProductWords {
  let product: Product.ID
  let totals: ProductTotals
  let months: [ProductSales]
  let days: [ProductSales]
  let period: ClosedRange<LocalDate>
  let locale: UserLocale
  let today: LocalDate
  let ordersPath: String

  private func t(_ message: Message) -> String { locale.text(message) }
  private func money(_ units: Int64) -> String { locale.money(Money(minorUnits: units, locale.currency)) }

  var tiles: [StatTile] {
    [
      StatTile(
        t("Net sales"), value: money(totals.gross.subtractingLimited(totals.refunds)), path: ordersPath,
        spark: months.count > 1 ? Sparkline(months.map { Double($0.net) }) : nil,
        note: totals.refunds == 0
          ? t("nothing taken back") : t("gross \(money(totals.gross)), refunds \(money(totals.refunds))")),
      StatTile(t("Pieces sold"), value: locale.number(totals.units), path: ordersPath + "&kind=order"),
      StatTile(
        t("Average price"), value: average(totals.gross, totals.units), note: t("gross sales by piece")),
      StatTile(
        t("Last sold"), value: totals.lastSold.map { locale.date($0) } ?? "–",
        note: totals.lastSold.map { t("\(max(today - $0, 0)) days ago") }),
    ]
  }

  private func average(_ gross: Int64, _ units: Int) -> String {
    guard units > 0, let each = try? Money(minorUnits: gross, locale.currency).times(1, over: Int64(units))
    else {
      return "–"
    }
    return locale.money(each)
  }

  var periodFigures: [(title: Message, value: String)] {
    let (orders, units) = (
      days.reduce(0) { $0 + $1.orders }, days.reduce(Int64(0)) { $0.addingLimited(Int64($1.units)) }
    )
    let (gross, refunds) = (
      days.reduce(Int64(0)) { $0.addingLimited($1.gross) },
      days.reduce(Int64(0)) { $0.addingLimited($1.refunds) }
    )
    return [
      ("Net sales", money(gross.subtractingLimited(refunds))), ("Gross sales", money(gross)),
      ("Refunds", money(refunds)),
      ("Orders", locale.number(orders)), ("Pieces sold", locale.number(Int(units))),
      ("Average price", average(gross, Int(units))),
    ]
  }

  var daysChart: BarChart {
    let found = Dictionary(days.map { ($0.date, $0.net) }) { first, _ in first }
    return BarChart(
      title: t("Net sales by day"), labelTitle: t("Day"),
      labels: period.map { ChartLabel(locale.date($0, .short), short: locale.number($0.day)) },
      series: ChartSeries(t("Net sales"), period.map { value(found[$0] ?? 0) }),
      unit: .money(locale.currency),
      lastIsOpen: period.upperBound == today)
  }

  /// Nil where one bar would be all of it.
  var monthsChart: BarChart? {
    guard let first = months.first?.date, let last = months.last?.date, first < last else { return nil }
    let found = Dictionary(months.map { ($0.date, $0.net) }) { first, _ in first }
    let all = sequence(first: first) { $0 < last ? $0.adding(months: 1) : nil }
    return BarChart(
      title: t("Net sales by month"), labelTitle: t("Month"),
      labels: all.map { ChartLabel(locale.date($0, .month), short: locale.monthName($0)) },
      series: ChartSeries(t("Net sales"), all.map { value(found[$0] ?? 0) }), unit: .money(locale.currency),
      lastIsOpen: last == today.startOfMonth)
  }

  private func value(_ net: Int64) -> ChartValue {
    ChartValue(Double(net) / Double(locale.currency.minorUnitsPerUnit), money(net))
  }
}

/// What was sold of a product in all.
struct ProductTotals: Sendable {
  let units: Int
  let gross: Int64
  let refunds: Int64
  let lastSold: LocalDate?
}
