import Audit
import Basics
import Lists
import Localization
import Web

extension Customers {
  /// The first customers that some words find.
  package static func find(_ words: String, _ request: Request) async throws -> Findings {
    try await Findings.find(words, in: CustomerList.self, detail: "country", side: "net", request)
  }

  static func show(_ request: Request) async throws -> Response {
    try await page(request, request.can(.contactCustomers) ? .offered : .masked)
  }

  /// For the page that asks first.
  static func name(_ request: Request) async throws -> String? {
    ContactMask.name(try await Customer.find(request.id(of: Customer.self), in: request.db).name)
  }

  /// The page with e-mail, phone and street; that somebody has seen them is kept.
  static func reveal(_ request: Request) async throws -> Response {
    let customer = try await Customer.find(request.id(of: Customer.self), in: request.db)
    try await request.db.record(
      AuditEntry(
        "customers.reveal", .init("customer", customer.id.description, ContactMask.name(customer.name))),
      by: request.actor)
    return try await page(request, .shown)
  }

  private static func page(_ request: Request, _ contact: CustomerPage.Contact) async throws -> Response {
    let (db, locale) = (request.db, request.locale)
    let today = request.tenant.locale.zone.date(of: request.now)
    let id = try request.id(of: Customer.self)
    let facts = try await CustomerFacts.find(id, currency: request.tenant.locale.currency, in: db)
    let last = facts.row.lastOrder.map { min($0, today) } ?? today
    async let months = CustomerMonth.all(of: id, since: CustomerWords.firstMonth(until: last), in: db)
    async let orders = CustomerOrder.recent(CustomerPage.shownOrders, of: id, in: db)
    async let products = UsualProduct.all(of: id, in: db)
    let neighbours = try await ListNeighbours.find(of: id.description, in: CustomerList.self, request)
    let words = CustomerWords(
      facts: facts, months: try await months, locale: locale, today: today,
      ordersPath: request.path("/orders?customer=\(id)"))
    return .page(
      CustomerPage(
        shell: request.shell(section: "/customers"), facts: facts, neighbours: neighbours, tiles: words.tiles,
        chart: words.chart, orders: try await orders, products: try await products, base: request.path(""),
        contact: contact))
  }
}
