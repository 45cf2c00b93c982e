import Basics
import Database
import Lists
import Localization
import Web

extension Catalog {
  /// The first products that some words find.
  package static func find(_ words: String, _ request: Request) async throws -> Findings {
    try await Findings.find(words, in: ProductList.self, detail: "sku", side: "net", request)
  }

  static func show(_ request: Request) async throws -> Response {
    let (db, locale) = (request.db, request.locale)
    let id = try request.id(of: Product.self)
    let today = request.tenant.locale.zone.date(of: request.now)
    async let found = ProductFacts.find(id, in: db)
    async let sold = ProductTotals.find(id, in: db)
    async let ofIt = VariantFacts.all(of: id, in: db)
    let (facts, totals, variants) = (try await found, try await sold, try await ofIt)
    let period = SalesPeriod.days(request, until: totals.lastSold.map { min($0, today) } ?? today)
    let firstMonth = period.upperBound.startOfMonth.adding(months: -23)
    async let months = ProductSales.months(of: id, since: firstMonth, in: db)
    async let days = ProductSales.days(period, of: id, in: db)
    async let customers = Companion.customers(of: id, in: db)
    async let together = Companion.together(with: id, in: db)
    let neighbours = try await ListNeighbours.find(of: id.description, in: ProductList.self, request)
    let words = ProductWords(
      product: id, totals: totals, months: try await months, days: try await days, period: period,
      locale: locale,
      today: today, ordersPath: request.path("/orders?product=\(id)"))
    return .page(
      ProductPage(
        shell: request.shell(section: "/products"), facts: facts, neighbours: neighbours, variants: variants,
        tiles: words.tiles, months: words.monthsChart, days: words.daysChart, period: period,
        periodFigures: words.periodFigures,
        customers: try await customers, together: try await together,
        currency: locale.currency, base: request.path(""),
        listQuery: ListSearch<ProductList>(query: request.query).fields))
  }
}

/// The days that a product's sales are shown for.
enum SalesPeriod {
  /// A chart has room for a bar a day for so many.
  static let longest = 92

  /// From the address; without one that can be read the 30 days up to the last.
  static func days(_ request: Request, until last: LocalDate) -> ClosedRange<LocalDate> {
    let (from, to) = (
      request.query("from").flatMap { LocalDate($0) }, request.query("to").flatMap { LocalDate($0) }
    )
    guard let from, let to, from <= to else { return (last - 29)...last }
    return max(from, to - (longest - 1))...to
  }
}

extension ProductTotals: FromRow {
  init(row: inout Row) throws {
    units = try row.next()
    gross = try row.next()
    refunds = try row.next()
    lastSold = try row.next()
  }

  static func find(_ id: Product.ID, in db: TenantDatabase) async throws -> ProductTotals {
    try await db.one(
      "select units, gross, refunds, last_sold from products where tenant_id = \(db.tenant) and id = \(id)")
  }
}
