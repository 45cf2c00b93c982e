import Basics
import CSV
import Database
import HTTP
import Localization
import Web

extension Orders {
  static func index(_ request: Request) async throws -> Response {
    let search = OrderSearch(query: request.query)
    let cursor = request.query("at").flatMap { Cursor($0, keys: 2) }.flatMap(search.place)
    let (zone, db) = (request.tenant.locale.zone, request.db)
    let today = zone.date(of: request.now)
    async let fetched = search.rows(OrdersPage.size, from: cursor, today: today, zone: zone, in: db)
    async let count = search.count(upTo: OrdersPage.countLimit, today: today, zone: zone, in: db)
    let page = try await KeysetPage(
      fetched: fetched, size: OrdersPage.size, cursor: cursor, key: search.sort.key)
    return .page(
      OrdersPage(
        shell: request.shell(section: "/orders"), search: search, rows: page.rows, count: try await count,
        newer: page.newer, older: page.older, path: request.path("/orders"), slug: request.tenant.slug))
  }

  static func show(_ request: Request) async throws -> Response {
    let order = try await Order.find(request.id(of: Order.self), in: request.db)
    async let lines = OrderLine.first(of: order, in: request.db)
    async let sums = HeadSum.all(of: order, in: request.db)
    async let buyer = Buyer.find(of: order, in: request.db)
    return .page(
      OrderPage(
        shell: request.shell(section: "/orders"), order: order, lines: try await lines, sums: try await sums,
        buyer: try await buyer,
        path: request.path("/orders")))
  }

  /// The filtered list as a file, read and sent page by page.
  static func download(_ request: Request) async throws -> Response {
    let search = OrderSearch(query: request.query)
    let (zone, db) = (request.tenant.locale.zone, request.db)
    let today = zone.date(of: request.now)
    let body = ResponseBody.stream(length: nil) { out in
      var cursor: Cursor?
      try await out.write(OrderRow.csvHeader)
      repeat {
        let fetched = try await search.rows(500, from: cursor, today: today, zone: zone, in: db)
        let page = KeysetPage(fetched: fetched, size: 500, cursor: cursor, key: search.sort.key)
        try await out.write(OrderRow.csv(page.rows, zone: zone))
        cursor = page.older
      } while cursor != nil
    }
    return .download(body, type: "text/csv; charset=utf-8", name: "orders-\(today).csv")
  }
}
