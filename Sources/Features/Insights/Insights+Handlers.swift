import Audit
import Basics
import HTTP
import Localization
import Loop
import Web

extension Insights {
  static func dashboard(_ request: Request) async throws -> Response {
    let reading = try await Dashboard.read(
      PeriodQuery(request.query), at: request.now, zone: request.tenant.locale.zone, in: request.db)
    switch reading {
    case .dashboard(let dashboard): return .page(DashboardPage(dashboard, request))
    case .nothing(let state, let imports): return .page(EmptyDashboardPage(state, imports, request))
    }
  }

  /// The figures as a file: of the whole dashboard, or with `card=` in the columns of one of its cards.
  static func download(_ request: Request) async throws -> Response {
    let (zone, db) = (request.tenant.locale.zone, request.db)
    let reading = try await Dashboard.read(PeriodQuery(request.query), at: request.now, zone: zone, in: db)
    guard case .dashboard(let dashboard) = reading else { throw Failure.notFound }
    let card = request.query("card").flatMap(DashboardFile.Card.init)
    var file = DashboardFile(dashboard, request.tenant.locale.currency)
    if card == .products || card == nil {
      file.products = try await ProductSales.leading(
        dashboard.report.period, lastIsOpen: false, most: DashboardFile.mostProducts, in: db)
    }
    let days = dashboard.report.period.days
    let name = "\(card?.rawValue ?? "sales")-\(days.lowerBound)-\(days.upperBound).csv"
    try await request.db.record(
      AuditEntry(
        "insights.export", .init("figures", card?.rawValue ?? "sales"),
        after: ["from": days.lowerBound.description, "to": days.upperBound.description]),
      by: request.actor, at: request.now)
    // Thousands of rows take longer than a loop should be held up.
    let bytes = try await offload { [file] in file.csv(card) }
    return .download(.bytes(bytes), type: "text/csv; charset=utf-8", name: name)
  }
}
