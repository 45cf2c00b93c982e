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
}
