import Basics
import HTML
import Localization
import Looks

/// A customer's figures as their reader reads them.
struct CustomerWords {
  let facts: CustomerFacts
  let months: [CustomerMonth]
  let locale: UserLocale
  /// The month that is not over.
  let today: LocalDate
  let ordersPath: String

  private func t(_ message: Message) -> String { locale.text(message) }

  var tiles: [StatTile] {
    let row = facts.row
    return [
      StatTile(t("Net sales"), value: locale.money(row.net), path: ordersPath, note: sold),
      StatTile(
        t("Orders"), value: locale.number(row.orders), path: ordersPath + "&kind=order",
        note: row.firstOrder.map { t("the first on \($0)") }),
      StatTile(t("Average order value"), value: row.average.map { locale.money($0) } ?? "–"),
      StatTile(t("Last order"), value: row.lastOrder.map { locale.date($0, .medium) } ?? "–", note: rhythm),
    ]
  }

  /// How long ago the last one was, and how far apart they usually are.
  private var rhythm: String? {
    guard let last = facts.row.lastOrder else { return nil }
    let days = max(today - last, 0)
    guard let between = facts.daysBetween else { return t("\(days) days ago") }
    return t("\(days) days ago, on average every \(Int(between.rounded())) days")
  }

  private var sold: String {
    facts.row.refunds.isZero
      ? t("nothing taken back")
      : t("gross \(facts.row.gross), refunds \(facts.row.refunds)")
  }

  /// Two years at most are seen at once; a shorter history begins with its first month.
  static func firstMonth(until today: LocalDate) -> LocalDate { today.startOfMonth.adding(months: -23) }

  /// Nil where one bar would be all of it.
  var chart: BarChart? {
    guard let first = months.first?.month, let last = months.last?.month, first < last else { return nil }
    var (labels, values): ([ChartLabel], [ChartValue]) = ([], [])
    let found = Dictionary(months.map { ($0.month, $0.net) }) { first, _ in first }
    var month = first
    while month <= last {
      let net = Money(minorUnits: found[month] ?? 0, locale.currency)
      labels.append(ChartLabel(locale.date(month, .month), short: locale.monthName(month)))
      values.append(
        ChartValue(Double(net.minorUnits) / Double(locale.currency.minorUnitsPerUnit), locale.money(net)))
      month = month.adding(months: 1)
    }
    return BarChart(
      title: t("Net sales by month"), labelTitle: t("Month"), labels: labels,
      series: ChartSeries(t("Net sales"), values), unit: .money(locale.currency),
      lastIsOpen: last == today.startOfMonth)
  }
}
