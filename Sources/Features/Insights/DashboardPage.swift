import Basics
import HTML
import Localization
import Looks
import Web

/// The first page of a business: how much was sold, and when.
struct DashboardPage: Sendable {
  let shell: Shell
  let heading: Message
  let subtitle: Message
  let periods: Segmented
  let from: LocalDate
  let to: LocalDate
  let tiles: [StatTile]
  let chart: BarChart
  let notice: Message?
  let ordersPath: String
  let path: String

  init(_ report: SalesReport, _ request: Request, endsEarlier: Bool) {
    let words = DashboardWords(report: report, locale: request.locale, path: request.path(""))
    shell = request.shell(section: "/")
    heading = "Sales"
    subtitle =
      "\(request.locale.dates(report.period.days)), in \(request.locale.zone.identifier), as of \(request.locale.time(request.now))"
    periods = words.periods
    from = report.period.days.lowerBound
    to = report.period.days.upperBound
    tiles = words.tiles
    chart = words.chart
    notice = endsEarlier ? "Nothing was sold lately, so these are the days up to the last sale." : nil
    ordersPath = words.ordersPath
    path = request.path("")
  }
}

/// Before the first order: what would be here, and how to bring a history.
struct EmptyDashboardPage: Sendable {
  let shell: Shell
  let slug: String
}
