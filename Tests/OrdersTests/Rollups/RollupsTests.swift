import Basics
import Database
import TestKit
import Testing

@testable import Orders

@Suite struct `Restating figures` {
  @Test(
    arguments: zip(
      ["Europe/London", "Asia/Dhaka", "America/St_Johns", "Europe/London"], [1, 2, 3, 4] as [UInt64]))
  func `comes to what counting the rows one by one comes to, whatever changes`(zone: String, seed: UInt64)
    async throws
  {
    var shop = try await GeneratedShop(zone: zone, seed: seed)
    for _ in 1...6 {
      for _ in 1...25 { try await shop.change() }
      try await Rollups.restate(in: shop.db)
      try await expectRight(shop.books)
    }
  }

  @Test func `changes nothing when it is done again`() async throws {
    var shop = try await GeneratedShop(zone: "Europe/London", seed: 5)
    for _ in 1...30 { try await shop.change() }
    try await Rollups.restate(in: shop.db)
    let stated = try await StatedFigures.of(shop.books)
    let days = try await shop.db.all(
      "select local_date from sales_days where tenant_id = \(shop.db.tenant)", as: LocalDate.self)
    try await StaleDays.mark(days: days + [LocalDate(days: 9)], in: shop.db)
    try await Rollups.restate(in: shop.db)
    #expect(try await StatedFigures.of(shop.books) == stated)
  }

  @Test func `is right behind several at once, amid changes`() async throws {
    let shop = try await GeneratedShop(zone: "Asia/Dhaka", seed: 6)
    let books = shop.books
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        var shop = shop
        for _ in 1...80 { try await shop.change() }
      }
      for _ in 1...3 {
        group.addTask { for _ in 1...25 { try await Rollups.restate(in: books.shop.db) } }
      }
      try await group.waitForAll()
    }
    try await Rollups.restate(in: books.shop.db)
    try await expectRight(books)
  }

  @Test func `restates a day again that changes while it is restated`() async throws {
    var shop = try await GeneratedShop(zone: "Asia/Dhaka", seed: 7)
    for _ in 1...20 { try await shop.change() }
    let (db, books) = (shop.db, shop.books)
    async let changed: Void = db.transaction { db in
      while try await Rollups.take(in: db, DayFigures.restate) > 0 {}
      // The figures are counted but not kept yet: the change waits for them, and is not lost.
      try await Task.sleep(for: .milliseconds(300))
    }
    try await Task.sleep(for: .milliseconds(150))
    for _ in 1...10 { try await shop.change() }
    try await changed
    #expect(try await StaleDays.areThere(in: db))
    try await Rollups.restate(in: db)
    try await expectRight(books)
  }

  @Test func `leaves a day to a change that is under way`() async throws {
    var shop = try await GeneratedShop(zone: "Asia/Dhaka", seed: 12)
    for _ in 1...5 { try await shop.change() }
    let (db, books) = (shop.db, shop.books)
    let order = try await db.one(
      "select max(id::text)::uuid from orders where tenant_id = \(db.tenant)", as: Order.ID.self)
    async let changed: Void = db.transaction { db in
      try await db.run("delete from order_lines where tenant_id = \(db.tenant) and order_id = \(order)")
      try await db.run(
        "update orders set gross = 0, refunds = 0 where tenant_id = \(db.tenant) and id = \(order)")
      try await StaleDays.mark([order], in: db)
      try await Task.sleep(for: .milliseconds(300))
    }
    try await Task.sleep(for: .milliseconds(150))
    try await Rollups.restate(in: db)
    try await changed
    #expect(try await !StaleDays.areThere(in: db))
    try await db.run("delete from orders where tenant_id = \(db.tenant) and id = \(order)")
    try await Rollups.restate(in: db)
    try await expectRight(books)
  }

  @Test func `goes on where it was broken off`() async throws {
    var shop = try await GeneratedShop(zone: "Europe/London", seed: 8)
    for round in 1...20 {
      for _ in 1...5 { try await shop.change() }
      let db = shop.db
      let restating = Task { try await Rollups.restate(in: db) }
      try await Task.sleep(for: .milliseconds(round))
      restating.cancel()
      _ = await restating.result
    }
    try await Rollups.restate(in: shop.db)
    try await expectRight(shop.books)
  }

  @Test func `says how far it is`() async throws {
    var shop = try await GeneratedShop(zone: "Europe/London", seed: 9)
    for _ in 1...20 { try await shop.change() }
    var told: [Double] = []
    try await Rollups.restate(in: shop.db) { told.append($0) }
    #expect(told.last == 1)
    #expect(told.count > 2 && told.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test func `leaves other shops alone`() async throws {
    var (ours, theirs) = (
      try await GeneratedShop(zone: "Europe/London", seed: 10),
      try await GeneratedShop(zone: "Asia/Dhaka", seed: 11)
    )
    for _ in 1...10 {
      try await ours.change()
      try await theirs.change()
    }
    try await Rollups.restate(in: ours.db)
    #expect(try await StatedFigures.of(theirs.books).isEmpty)
    #expect(try await StaleDays.areThere(in: theirs.db))
  }

  private func expectRight(_ books: Books) async throws {
    let (counted, stated) = (try await CountedFigures.of(books), try await StatedFigures.of(books))
    #expect(!counted.isEmpty)
    let wrong = Set(counted).symmetricDifference(stated).sorted()
    #expect(wrong.isEmpty, "\(wrong.count) differ: \(wrong.prefix(6))")
    #expect(try await !StaleDays.areThere(in: books.shop.db))
  }
}
