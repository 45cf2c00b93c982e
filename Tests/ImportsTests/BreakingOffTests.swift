import Basics
import Database
import Jobs
import Orders
import TestKit
import Testing

@testable import Imports

@Suite struct `An import that is broken off` {
  @Test func `ends the same wherever that was`() async throws {
    let file = try OrderFile(1...60)
    defer { file.remove() }
    let whole = try await TestShop()
    _ = try await whole.bring(file)
    let expected = try await whole.facts()
    #expect(expected.count > 200)
    var batches = 0
    var wasKilled = true
    while wasKilled {
      let shop = try await TestShop()
      let id = try await shop.start(file)
      wasKilled = try await InterruptedOrders.run(id, killedAfter: batches, in: shop)
      if wasKilled { #expect(try await shop.bring(file).id == id, "the same file goes on with it") }
      #expect(try await shop.facts() == expected)
      batches += 3
    }
    #expect(batches > 6)
  }

  @Test func `ends the same when every run is`() async throws {
    let file = try OrderFile(1...60)
    defer { file.remove() }
    let (whole, shop) = (try await TestShop(), try await TestShop())
    _ = try await whole.bring(file)
    let id = try await shop.start(file)
    var runs = 0
    while try await InterruptedOrders.run(id, killedAfter: 1, in: shop) { runs += 1 }
    #expect(runs > 5)
    #expect(try await shop.facts() == whole.facts())
    #expect(try await shop.find(id).report == whole.bring(file).report)
  }

  @Test func `comes to nothing in a run that was replaced`() async throws {
    let file = try OrderFile(1...40)
    defer { file.remove() }
    let (whole, shop) = (try await TestShop(), try await TestShop())
    _ = try await whole.bring(file)
    let id = try await shop.start(file)
    var slow = try #require(
      try await ImportRun<OrdersImport>.begin(id, patience: .zero, storage: shop.storage, in: shop.db))
    slow.batchSize = 20
    #expect(try await InterruptedOrders.run(id, killedAfter: 2, in: shop))
    try await slow.run()
    #expect(try await shop.find(id).state == .running, "it was not its import any more")
    #expect(try await InterruptedOrders.run(id, in: shop) == false)
    #expect(try await shop.facts() == whole.facts())
  }

  @Test func `is left to a command that gave a sign of life a moment ago`() async throws {
    let file = try OrderFile(1...20)
    defer { file.remove() }
    let shop = try await TestShop()
    let id = try await shop.start(file)
    let run = try #require(try await ImportRun<OrdersImport>.begin(id, storage: shop.storage, in: shop.db))
    try await shop.shop.runJobs()
    #expect(try await shop.find(id).state == .running)
    try await run.run()
    #expect(try await shop.find(id).state == .finished)
  }

  @Test func `goes on by its job when the command is gone`() async throws {
    let file = try OrderFile(1...20)
    defer { file.remove() }
    let shop = try await TestShop()
    let id = try await shop.start(file)
    #expect(try await InterruptedOrders.run(id, killedAfter: 1, in: shop))
    try await shop.shop.runJobs()
    #expect(try await shop.find(id).state == .running)
    try await shop.db.run(
      "update imports set changed_at = changed_at - interval '20 seconds' where tenant_id = \(shop.db.tenant)"
    )
    try await shop.shop.runJobs(at: .now + .seconds(20))
    #expect(try await shop.find(id).state == .finished)
  }
}
