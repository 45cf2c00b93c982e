import Basics
import Database
import Testing

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

  @Test func `many rows are read in other ways, and are the same`() async throws {
    let shop = try await ListedShop(seed: 15)
    let cases = shop.cases
    for (index, one) in cases.enumerated() {
      try await shop.expect([one], bounds: ListedShop.tight)
      let other = cases[(index * 7 + 3) % cases.count]
      try await shop.expect([one, other], bounds: ListedShop.tight)
    }
  }

  @Test(arguments: [21, 22, 23] as [UInt64])
  func `any filters in any order are the rows that they let through`(seed: UInt64) async throws {
    let shop = try await ListedShop(seed: seed)
    var dice = Dice(seed)
    let (cases, sorts) = (shop.cases, OrderList.sorts)
    for _ in 1...120 {
      let some = (0...dice.below(4)).map { _ in cases[dice.below(cases.count)] }
      let bounds = ListBounds(few: dice.below(30), gathered: dice.below(80))
      try await shop.expect(some, sorts[dice.below(sorts.count)], bounds)
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

  @Test func `counts no order twice that sold two variants of a product`() async throws {
    let shop = try await ListedShop(seed: 14)
    let db = shop.db
    try await db.run(
      """
      update variants
         set position = 2, product_id = (
             select product_id from variants where tenant_id = \(db.tenant) and sku = 'P2')
       where tenant_id = \(db.tenant) and sku = 'P3'
      """)
    let product: String = try await db.one(
      "select product_id::text from variants where tenant_id = \(db.tenant) and sku = 'P2'")
    let found = try await Listed.all(in: db).filter { $0.sells(product) }
    let most = (1...6).map { number in
      found.count { order in
        order.kind == "order"
          && order.lines.contains { $0.head == "product" && $0.product == product && $0.sku == "p\(number)" }
      }
    }.max()
    let bounds = ListBounds(few: 3, gathered: 20, looked: 4, lookedUp: 4)
    let match = try await ListMatch<OrderList>(
      ListSearch(text: "product=\(product)"), shop.scope, bounds: bounds, in: db)
    let totals = try await OrderList.totals(match, in: db)
    #expect(totals.isMore && totals.counted == nil)
    #expect(totals.count + 1 == most && totals.count < found.count)
    let gross = found.reduce(0) { $0 + $1.gross(of: product) }
    let refunds = found.reduce(0) { $0 + $1.refunds(of: product) }
    #expect(
      totals.figures.map(\.value)
        == [gross, refunds, gross - refunds].map {
          .money(Money(minorUnits: Int64($0), .gbp))
        })
  }
}
