import Basics
import Database
import Localization
import Web

/// Everything a dashboard shows, as it was read.
struct Dashboard: Sendable {
  let report: SalesReport
  let returning: ReturningCustomers
  let products: [ProductSales]
  let places: PlaceRanking
  let week: WeekSales
  let state: FiguresState
  let imports: [ImportAtWork]
  /// Nothing was sold lately, so the period ends with the last sale.
  let endsEarlier: Bool

  /// All of it in two round trips: the first says when the history begins and ends.
  static func read(_ query: PeriodQuery, at now: Instant, zone: TimeZoneRules, in db: TenantDatabase)
    async throws
    -> DashboardReading
  {
    async let stateRead = FiguresState.read(in: db)
    async let importsRead = ImportAtWork.all(in: db)
    let (state, imports) = try await (stateRead, importsRead)
    guard let firstSale = state.firstSale, let lastSale = state.lastSale else {
      return .nothing(state, imports)
    }
    let today = zone.date(of: now)
    // A shop whose history ends earlier is shown its last days rather than nothing.
    let isCurrent = today - lastSale < 30
    let period = query.period(today: today, last: isCurrent ? today : lastSale)
    let isOpen = period.last == today
    let cut = isOpen ? Cut(now: now, today: today, zone: zone) : nil

    async let days = SalesDay.all(SalesReport.needed(for: period), in: db)
    async let cutDays = SalesDay.upTo(cut, lastDaysOf: period, in: db)
    async let returning = ReturningCustomers.count(period, cut: cut, in: db)
    async let products = ProductSales.leading(period, lastIsOpen: isOpen, in: db)
    async let places = PlaceSales.all(period, in: db)
    async let hours = HourSales.all(period, in: db)
    return .dashboard(
      Dashboard(
        report: SalesReport(
          period: period, days: try await days, firstSale: firstSale, today: today, cut: try await cutDays),
        returning: try await returning, products: try await products,
        places: PlaceRanking(try await places), week: WeekSales(try await hours), state: state,
        imports: imports,
        endsEarlier: !isCurrent && period.preset?.count != nil))
  }
}

/// A dashboard, or what is known of a shop that has sold nothing yet.
enum DashboardReading: Sendable {
  case dashboard(Dashboard)
  case nothing(FiguresState, [ImportAtWork])
}

/// Which period an address asks for, before anybody has looked up when the history ends.
struct PeriodQuery: Sendable {
  let preset: String?
  let from: String?
  let to: String?

  init(_ query: (String) -> String?) {
    preset = query("period")
    from = query("from")
    to = query("to")
  }

  func period(today: LocalDate, last: LocalDate) -> Period {
    Period(preset: preset, from: from, to: to, today: today, last: last)
  }
}
