import Basics
import Database
import Testing
import Web

@testable import Lists
@testable import Orders

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
