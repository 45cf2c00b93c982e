import Basics
import Database
import Foundation
import TestKit
import Testing
import Web

@testable import Lists
@testable import Orders

/// Each filter beside the same in Swift, over a shop that chance has made.
@Suite struct `Filtering orders` {
  @Test func `each filter finds what it says, alone and with every other`() async throws {
    let shop = try await ListedShop(seed: 11)
    let cases = shop.cases
    for (index, one) in cases.enumerated() {
      try await shop.expect([one])
      for other in cases[(index + 1)...] { try await shop.expect([one, other]) }
    }
  }

  @Test func `every filter is tried, and every choice of it`() async throws {
    let shop = try await ListedShop(seed: 12)
    let tried = Set(shop.cases.flatMap(\.values.keys))
    #expect(Set(OrderList.filters.flatMap(\.parameters)) == tried)
    for filter in OrderList.filters {
      guard case .choice(let choices) = filter.control, let name = filter.parameters.first, choices.count < 12
      else {
        continue
      }
      let values = Set(shop.cases.compactMap { $0.values[name] })
      #expect(Set(choices.map(\.value)) == values, "\(name)")
    }
  }

  @Test func `what the days say is what the rows say`() async throws {
    let shop = try await ListedShop(seed: 13)
    try await Rollups.restate(in: shop.db)
    let queries = [
      "", "from=2011-03-10&to=2011-04-20", "weekday=1", "hour=10", "country=Bangladesh", "region=Khulna",
      "region=–",
    ]
    for query in queries + ["from=2011-03-20&weekday=3&hour=7", "product=P2", "product=P3&from=2011-03-25"] {
      let match = try await shop.match(query)
      let counted = try await OrderList.counted(match, in: shop.db)
      let stated = try #require(try await OrderList.stated(match, in: shop.db), "\(query)")
      let kept: [Int] = [stated.orders, Int(stated.gross), Int(stated.refunds)]
      let rows: [Int] = [counted.orders, Int(counted.gross), Int(counted.refunds)]
      #expect(kept == rows, "\(query)")
    }
    #expect(try await OrderList.stated(shop.match("customer=new"), in: shop.db) == nil)
    try await StaleDays.mark(days: [LocalDate(days: 15_000)], in: shop.db)
    #expect(try await OrderList.stated(shop.match(""), in: shop.db) == nil)
  }
}

@Suite struct `Turning the pages of orders` {
  @Test(arguments: OrderList.sorts.map(\.name))
  func `passes every row once in both directions, while others come`(sort: String) async throws {
    let shop = try await ListedShop(seed: 14)
    let (match, db) = (try await shop.match("sort=\(sort)"), shop.db)
    let all = Set(shop.orders.map(\.id))
    async let inserted: Void = shop.insertOrders(60)
    let there = try await walk(match, .older, in: db)
    try await inserted
    #expect(there.count == Set(there).count, "a row twice")
    #expect(all.subtracting(there).isEmpty, "a row left out")
    let settled = try await walk(match, .older, in: db)
    let last = try #require(try await match.rows(1000, from: nil, in: db).last)
    let back = try await walk(match, .newer, from: Cursor(.newer, match.key(of: last)), in: db)
    #expect(back.reversed() == settled.dropLast())
  }

  private func walk(
    _ match: ListMatch<OrderList>, _ direction: Cursor.Direction, from start: Cursor? = nil,
    in db: TenantDatabase
  ) async throws -> [String] {
    var (seen, cursor): ([String], Cursor?) = ([], start)
    repeat {
      let page = try await match.page(7, from: cursor, in: db)
      let ids = page.rows.map(OrderList.id)
      seen += direction == .older ? ids : ids.reversed()
      cursor = direction == .older ? page.older : page.newer
    } while cursor != nil
    return seen
  }
}

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

  /// Some filters together find what all of them let through, and their sums are right.
  func expect(_ cases: [Case]) async throws {
    let values = cases.reduce(into: [String: String]()) { $0.merge($1.values) { first, _ in first } }
    guard values.count == cases.reduce(0, { $0 + $1.values.count }) else { return }
    let search = ListSearch<OrderList> { values[$0] }
    #expect(search.values.values == values, "the address")
    let match = try await ListMatch(search, scope, in: db)
    let found = try await match.rows(1000, from: nil, in: db).map(OrderList.id)
    let expected = orders.filter { order in cases.allSatisfy { $0.lets(order) } }
    #expect(found.sorted() == expected.map(\.id).sorted(), "\(values)")
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

/// What a filter means, in Swift.
struct Case {
  let values: [String: String]
  let lets: @Sendable (Listed) -> Bool

  init(_ query: String, _ lets: @escaping @Sendable (Listed) -> Bool) {
    let items = URLComponents(string: "?\(query)")?.queryItems ?? []
    values = Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
    self.lets = lets
  }
}

extension ListedShop {
  var cases: [Case] {
    let customer = orders.compactMap(\.customer).first ?? ""
    let product = orders.flatMap(\.lines).compactMap(\.product).first ?? ""
    let importID = orders.compactMap(\.importID).first ?? ""
    let heads = LineHead.allCases.filter { $0 != .product }
    let some: [Case] = [
      Case("q=1") {
        $0.number.hasPrefix("1") || $0.ownNumber == 1 || $0.customerNumber == 1
          || $0.customerName == "100% Cotton"
      },
      Case("q=rahman") { $0.customerName == "Lamia Rahman" },
      Case("q=LAMIA%20r") { $0.customerName == "Lamia Rahman" },
      Case("q=100%25") { $0.customerName == "100% Cotton" }, Case("q=%25") { _ in false },
      Case("q=%E0%A6%B2%E0%A6%BE%E0%A6%AE%E0%A6%BF") { $0.customerName == "লামিয়া" },
      Case("q=c3%40example") { $0.customerNumber == 3 }, Case("q=01700-000012") { $0.customerNumber == 2 },
      Case("period=custom&from=2011-03-20") { $0.date >= "2011-03-20" },
      Case("period=custom&from=2011-03-25&to=2011-04-10") { ("2011-03-25"..."2011-04-10").contains($0.date) },
      Case("period=month") { ("2011-02-26"..."2011-03-27").contains($0.date) },
      Case("min=1.5") { $0.total >= 150 }, Case("min=-5&max=10.25") { (-500...1025).contains($0.total) },
      Case("country=India") { $0.country == "India" }, Case("region=Khulna") { $0.region == "Khulna" },
      Case("country=–") { $0.country.isEmpty }, Case("region=–") { $0.region.isEmpty },
      Case("customer=new") { $0.kind == "order" && $0.customer != nil && $0.previous == nil },
      Case("customer=returning") { $0.kind == "order" && $0.previous != nil },
      Case("customer=back&period=custom&from=2011-03-28") {
        $0.kind == "order" && $0.date >= "2011-03-28" && ($0.previous ?? "9") < "2011-03-28"
      },
      Case("customer=none") { $0.customer == nil }, Case("customer=\(customer)") { $0.customer == customer },
      Case("refunds=yes") { $0.refunds != 0 }, Case("refunds=no") { $0.refunds == 0 },
      Case("hour=7") { $0.hour == 7 }, Case("hour=23") { $0.hour == 23 },
      Case("product=\(product)") { $0.sells(product) }, Case("product=p2") { $0.sells("p2") },
      Case("import=\(importID)") { $0.importID == importID },
    ]
    return some
      + OrderKind.allCases.map { kind in Case("kind=\(kind.rawValue)") { $0.kind == kind.rawValue } }
      + OrderState.allCases.map { state in Case("state=\(state.rawValue)") { $0.state == state.rawValue } }
      + heads.map { head in Case("head=\(head.rawValue)") { $0.lines.map(\.head).contains(head.rawValue) } }
      + (0..<7).map { day in Case("weekday=\(day)") { $0.weekday == day } }
  }
}

/// An order with its lines, as plain values.
struct Listed: Sendable, FromRow {
  let id: String
  let number: String
  let ownNumber: Int
  let kind: String
  let state: String
  let placedAt: Instant
  let date: String
  let hour: Int
  let total: Int
  let gross: Int
  let refunds: Int
  let country: String
  let region: String
  let customer: String?
  let previous: String?
  let importID: String?
  let customerName: String?
  let customerNumber: Int?
  var lines: [Line] = []

  struct Line: Sendable, FromRow {
    let order: String
    let head: String
    let amount: Int
    let product: String?
    let sku: String?

    init(row: inout Row) throws {
      order = try row.next()
      head = try row.next()
      amount = try row.next()
      product = try row.next()
      sku = try row.next()
    }
  }

  init(row: inout Row) throws {
    id = try row.next()
    number = try row.next()
    ownNumber = try row.next()
    kind = try row.next()
    state = try row.next()
    placedAt = try row.next()
    date = try row.next()
    hour = try row.next()
    total = try row.next()
    gross = try row.next()
    refunds = try row.next()
    country = try row.next()
    region = try row.next()
    customer = try row.next()
    previous = try row.next()
    importID = try row.next()
    customerName = try row.next()
    customerNumber = try row.next()
  }

  static func all(in db: TenantDatabase) async throws -> [Listed] {
    let lines = try await db.all(
      """
      select l.order_id::text, l.head, l.amount, v.product_id::text, lower(v.sku)
        from order_lines l
        left join variants v on v.tenant_id = \(db.tenant) and v.id = l.variant_id
       where l.tenant_id = \(db.tenant)
      """, as: Line.self)
    let byOrder = Dictionary(grouping: lines, by: \.order)
    return try await db.all(
      """
      select o.id::text, o.source_number, o.number, o.kind, o.state, o.placed_at, o.local_date::text,
             o.local_hour::bigint, o.total, o.gross, o.refunds, o.country, o.region, o.customer_id::text,
             o.previous_date::text, o.import_id::text, c.name, c.number
        from orders o
        left join customers c on c.tenant_id = \(db.tenant) and c.id = o.customer_id
       where o.tenant_id = \(db.tenant)
      """, as: Listed.self
    ).map { order in
      var order = order
      order.lines = byOrder[order.id] ?? []
      return order
    }
  }

  var weekday: Int { LocalDate(date).map { $0.weekday.rawValue } ?? -1 }

  private func goods(_ product: String) -> [Line] {
    lines.filter { $0.head == "product" && ($0.product == product || $0.sku == product.lowercased()) }
  }

  func sells(_ product: String) -> Bool { !goods(product).isEmpty }

  func gross(of product: String) -> Int {
    kind == "cancellation" ? 0 : goods(product).map(\.amount).filter { $0 > 0 }.reduce(0, +)
  }

  func refunds(of product: String) -> Int {
    goods(product).map(\.amount).filter { kind == "cancellation" || $0 < 0 }.reduce(0, -)
  }
}
