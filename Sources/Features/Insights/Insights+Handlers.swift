import Basics
import Localization
import Web

extension Insights {
  static func dashboard(_ request: Request) async throws -> Response {
    let today = request.tenant.locale.zone.date(of: request.now)
    guard let lastSale = try await SalesDay.last(in: request.db) else {
      return .page(EmptyDashboardPage(shell: request.shell(section: "/"), slug: request.tenant.slug))
    }
    // A shop whose history ends earlier is shown its last days rather than nothing.
    let isCurrent = today - lastSale < Period.Preset.month.days
    let period = Period(
      days: request.query("days"), from: request.query("from"), to: request.query("to"),
      until: isCurrent ? today : lastSale)
    let span = period.before.days.lowerBound...period.days.upperBound
    let days = try await SalesDay.all(span, in: request.db)
    let report = SalesReport(period: period, days: days, today: today)
    return .page(DashboardPage(report, request, endsEarlier: !isCurrent && period.preset != nil))
  }
}
