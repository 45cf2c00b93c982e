import Basics
import HTML
import Localization
import Looks
import Web

/// The first page of a business: how much was sold, when, what, where and to whom.
struct DashboardPage: Sendable {
  let shell: Shell
  let subtitle: Message
  let picker: PeriodPicker
  let notices: FiguresNotices
  let notice: Message?
  let tiles: FigureTiles
  let days: DaysCard
  let top: ProductsCard
  let falling: ProductsCard
  let places: PlacesCard
  let hours: HoursCard
  let customers: CustomersCard
  let charges: ChargesCard
  let downloadPath: String
  let figuresPath: String

  init(_ dashboard: Dashboard, _ request: Request) {
    let (report, zone) = (dashboard.report, request.tenant.locale.zone)
    let words = SalesWords(locale: request.locale, path: request.path(""))
    let period = report.period
    func download(_ card: DashboardFile.Card? = nil) -> String {
      request.path("/sales.csv") + period.query + (card.map { "&card=\($0.rawValue)" } ?? "")
    }
    shell = request.shell(section: "/")
    let time = words.locale.time(request.now)
    subtitle = "\(words.dates(period.days)). Time zone \(zone.identifier), as of \(time)."
    picker = PeriodPicker(
      period, today: zone.date(of: request.now), path: request.path(""), request.locale)
    notices = FiguresNotices(
      dashboard.state, dashboard.imports, words, opensImports: request.can("orders.import"))
    notice =
      dashboard.endsEarlier ? "Nothing was sold lately, so these are the days up to the last sale." : nil
    tiles = FigureTiles(dashboard, words)
    days = DaysCard(report, words, downloadPath: download(.days))
    top = .top(dashboard.products, report, words, downloadPath: download(.products))
    falling = .falling(dashboard.products, report, words)
    places = PlacesCard(dashboard.places, period.days, words, downloadPath: download(.places))
    hours = HoursCard(dashboard.week, period.days, words, downloadPath: download(.hours))
    customers = CustomersCard(report, words, downloadPath: download(.customers))
    charges = ChargesCard(report, words)
    downloadPath = download()
    figuresPath = request.path("/figures")
  }
}

/// Before the first order: what would be here, and how to bring a history.
struct EmptyDashboardPage: Sendable {
  let shell: Shell
  let notices: FiguresNotices
  let isCounting: Bool
  /// Who may not import is offered nothing.
  let actions: [Link]
  /// Where an owner has the business filled with something to look at; nil for others, and while there is one.
  let samplePath: String?

  init(_ state: FiguresState, _ imports: [ImportAtWork], _ request: Request) {
    shell = request.shell(section: "/")
    notices = FiguresNotices(
      state, imports, SalesWords(locale: request.locale, path: request.path("")),
      opensImports: request.can("orders.import"))
    isCounting = state.staleDays > 0 || !imports.isEmpty
    actions =
      request.can("orders.import")
      ? [Link(request.locale.text("Bring your orders"), request.path("/orders/imports"))] : []
    samplePath =
      request.can("sample.manage") && request.tenant.sampleUntil == nil ? request.path("/sample") : nil
  }
}
