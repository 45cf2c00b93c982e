import Basics
import Customers
import Database
import Jobs
import TestKit
import Testing
import Web

@testable import Lists
@testable import Orders

/// A shop with orders of every kind, and the same orders as plain values.
struct ListedShop {
  let books: Books
  let scope: ListScope
  var orders: [Listed] = []
  var db: TenantDatabase { books.shop.db }

  init(seed: UInt64) async throws {
    var shop = try await GeneratedShop(zone: "Europe/London", seed: seed)
    for _ in 1...110 { try await shop.change() }
    books = shop.books
    scope = ListScope(
      tenant: books.shop.db.tenant, today: LocalDate(days: 15_060), zone: books.zone, currency: .gbp)
    try await Rollups.restate(in: db)
    let importID = RecordID<ListFilter>()
    try await db.run(
      """
      update orders
         set state = (array['delivered', 'returned', 'paid', 'placed', 'packed', 'shipped', 'cancelled'])[1 + number % 7],
             country = (array['Bangladesh', 'India', 'France'])[1 + number % 3],
             source_number = case when number % 5 = 0 then 'INV-' || number else source_number end,
             import_id = case when number % 4 = 0 then \(importID)::uuid end
       where tenant_id = \(db.tenant)
      """)
    try await db.run(
      """
      update customers
         set name = (array['Lamia Rahman', 'Joy Barua', 'Mehedi Karim', 'লামিয়া', '100% Cotton', 'Anika_Dutta'])[number],
             email = 'C' || number || '@Example.com', phone = '+88017000000' || (10 + number)
       where tenant_id = \(db.tenant)
      """)
    // As a migration leaves them to its job.
    try await db.enqueue(SealContacts())
    try await books.shop.runJobs()
    try await db.run("delete from sales_places where tenant_id = \(db.tenant)")
    try await StaleDays.mark(
      days: db.all(
        "select distinct local_date from orders where tenant_id = \(db.tenant)", as: LocalDate.self),
      in: db)
    try await Rollups.restate(in: db)
    orders = try await Listed.all(in: db)
  }

  func match(_ query: String) async throws -> ListMatch<OrderList> {
    try await ListMatch(ListSearch(text: query), scope, in: db)
  }

  /// Bounds that a shop of a hundred orders passes, so that a list is read in every way there is.
  static let tight = ListBounds(few: 3, gathered: 20)

  /// Some filters together find what all of them let through, and their sums are right.
  func expect(_ cases: [Case], bounds: ListBounds = OrderList.bounds) async throws {
    let values = cases.reduce(into: [String: String]()) { $0.merge($1.values) { first, _ in first } }
    guard values.count == cases.reduce(0, { $0 + $1.values.count }) else { return }
    let search = ListSearch<OrderList> { values[$0] }
    #expect(search.values.values == values, "the address")
    let match = try await ListMatch(search, scope, bounds: bounds, in: db)
    let found = try await match.rows(1000, from: nil, in: db).map(OrderList.id)
    let expected = orders.filter { order in cases.allSatisfy { $0.lets(order) } }
    #expect(found.sorted() == expected.map(\.id).sorted(), "\(values)")
    #expect(match.floor.map { $0 < expected.count } ?? true, "more than \(match.floor ?? 0): \(values)")
    let sums = try await OrderList.counted(match, in: db)
    let product = values["product"]
    let figures = expected.reduce(into: [0, 0, 0, 0]) { figures, order in
      figures[0] += 1
      figures[1] += order.kind == "order" ? 1 : 0
      figures[2] += product.map(order.gross(of:)) ?? order.gross
      figures[3] += product.map(order.refunds(of:)) ?? order.refunds
    }
    let counted: [Int] = [sums.entries, sums.orders, Int(sums.gross), Int(sums.refunds)]
    #expect(counted == figures, "\(values)")
  }

  /// Any filters in any order, some of the list at a time, are the rows that the filters let through in that order.
  func expect(_ cases: [Case], _ sort: ListSort<OrderRow>, _ bounds: ListBounds) async throws {
    let values = cases.reduce(into: ["sort": sort.name]) { $0.merge($1.values) { first, _ in first } }
    guard values.count == cases.reduce(1, { $0 + $1.values.count }) else { return }
    let match = try await ListMatch(ListSearch<OrderList> { values[$0] }, scope, bounds: bounds, in: db)
    var (found, cursor): ([String], Cursor?) = ([], nil)
    repeat {
      let page = try await match.page(5, from: cursor, in: db)
      found += page.rows.map(OrderList.id)
      cursor = page.older
    } while cursor != nil
    let expected = orders.filter { order in cases.allSatisfy { $0.lets(order) } }
      .sorted { sort.column(of: $0) < sort.column(of: $1) }.map(\.id)
    #expect(found == (sort.isDescending ? expected.reversed() : expected), "\(values)")
  }

  /// Orders between and beside those that are there.
  func insertOrders(_ count: Int) async throws {
    for number in 0..<count {
      let model = orders[number % orders.count]
      let placed = Instant(microseconds: model.placedAt.microseconds + Int64(number % 3) - 1)
      try await db.run(
        """
        insert into orders (
          tenant_id, id, number, source, source_number, kind, state, country, currency, placed_at, local_date, gross,
          refunds, charges, total, line_count)
        values (\(db.tenant), \(Order.ID()), \(100_000 + number), 'new', \("N\(number)"), 'order', 'placed', '', 'GBP',
                \(placed), \(books.zone.date(of: placed)), 0, 0, 0, \(model.total), 0)
        """)
    }
  }
}

extension ListSort<OrderRow> {
  /// Keys are compared byte by byte, as their text is.
  fileprivate func column(of order: Listed) -> (Int64, String) {
    (["newest", "oldest"].contains(name) ? order.placedAt.microseconds : Int64(order.total), order.id)
  }
}
