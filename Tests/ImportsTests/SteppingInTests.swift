import Basics
import Database
import Orders
import Synchronization
import TestKit
import Testing

@testable import Imports

@Suite struct `Stepping into an import` {
  let shop: TestShop
  let file: OrderFile

  init() async throws {
    shop = try await TestShop()
    file = try OrderFile(1...60)
  }

  /// Does something while the second batch is being written.
  private func run(_ id: Import.ID, _ meanwhile: @escaping @Sendable () async throws -> Void) async throws {
    let batches = Counter()
    InterruptedOrders.between.withLock {
      $0[id] = { if await batches.next() == 2 { try await meanwhile() } }
    }
    _ = try await InterruptedOrders.run(id, in: shop)
    InterruptedOrders.between.withLock { $0[id] = nil }
  }

  private actor Counter {
    var count = 0
    func next() -> Int {
      count += 1
      return count
    }
  }

  /// Waits for the batch: the row of the import is locked by its transaction.
  private func soon(_ body: @escaping @Sendable () async throws -> Void) -> Task<Void, any Error> {
    Task { try await body() }
  }

  @Test func `pauses behind a batch, with figures that are right, and goes on`() async throws {
    defer { file.remove() }
    let (db, id) = (shop.db, try await shop.start(file))
    let paused = Holder()
    try await run(id) {
      await paused.set(Task { try await Import.pause(id, at: .now, in: db) })
      try await Task.sleep(for: .milliseconds(50))
    }
    try await paused.wait()
    let half = try await shop.find(id)
    #expect(half.state == .paused)
    #expect(half.progress.read > 0 && half.progress.read < 180)
    let stated = try await db.one(
      "select coalesce(sum(gross), 0)::bigint from sales_days where tenant_id = \(db.tenant)", as: Int.self)
    let counted = try await db.one(
      "select sum(gross)::bigint from orders where tenant_id = \(db.tenant)", as: Int.self)
    #expect(stated == counted && stated > 0)
    try await Import.resume(id, of: OrdersImport.self, at: .now, in: db)
    try await shop.shop.runJobs()
    let whole = try await TestShop()
    _ = try await whole.bring(file)
    #expect(try await shop.facts() == whole.facts())
  }

  private actor Holder {
    private var task: Task<Void, any Error>?
    func set(_ task: Task<Void, any Error>) { self.task = task }
    func wait() async throws { try await task?.value }
  }

  @Test func `cancels for good; what is in can be taken back`() async throws {
    defer { file.remove() }
    let empty = try await shop.shop.rows()
    let (db, id) = (shop.db, try await shop.start(file))
    let cancelled = Holder()
    try await run(id) {
      await cancelled.set(Task { try await Import.cancel(id, at: .now, in: db) })
      try await Task.sleep(for: .milliseconds(50))
    }
    try await cancelled.wait()
    #expect(try await shop.find(id).state == .cancelled)
    await #expect(throws: Failure.self) {
      try await Import.resume(id, of: OrdersImport.self, at: .now, in: db)
    }
    #expect(try await shop.shop.rows() != empty)
    _ = try await shop.undo(id)
    #expect(try await shop.shop.rows() == empty)
  }

  @Test func `ends well however it is paused and resumed`() async throws {
    defer { file.remove() }
    let (db, id) = (shop.db, try await shop.start(file))
    let meddling = Task {
      var times = 0
      while times < 40 {
        do {
          try await Import.pause(id, at: .now, in: db)
          try await Task.sleep(for: .milliseconds(Int.random(in: 0...10)))
          try await Import.resume(id, of: OrdersImport.self, at: .now, in: db)
          times += 1
        } catch Failure.conflict {}
        if try await Import.find(id, kind: "orders", in: db).state == .finished { break }
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...30)))
      }
      return times
    }
    while try await shop.find(id).state != .finished {
      try await shop.shop.runJobs()
      _ = try await InterruptedOrders.run(id, killedAfter: 2, in: shop)
    }
    #expect(try await meddling.value > 1)
    let whole = try await TestShop()
    _ = try await whole.bring(file)
    #expect(try await shop.facts() == whole.facts())
  }

  @Test func `takes two files one behind the other`() async throws {
    let other = try OrderFile(31...90, lines: 4, day: 2)
    defer { [file, other].forEach { $0.remove() } }
    let ids = [try await shop.start(file), try await shop.start(other)]
    let run = try #require(
      try await ImportRun<OrdersImport>.begin(ids[0], storage: shop.storage, in: shop.db))
    try await shop.shop.runJobs()
    #expect(try await shop.find(ids[1]).state == .waiting)
    try await run.run()
    // The end of the one calls for the other, long before it would look again by itself.
    try await shop.shop.runJobs()
    #expect(try await shop.find(ids[1]).state == .finished)
  }

  @Test func `takes two files at once`() async throws {
    let other = try OrderFile(31...90, lines: 4, day: 2)
    defer { [file, other].forEach { $0.remove() } }
    let shop = shop
    async let first = shop.bring(file)
    async let second = shop.bring(other)
    let outcomes = try await [first, second].map(\.progress.outcome)
    #expect(outcomes.allSatisfy { $0.added > 0 && $0.different == 0 })
    let sequence = try await TestShop()
    _ = try await sequence.bring(file)
    _ = try await sequence.bring(other)
    let lines = { (facts: [String]) in facts.filter { $0.hasPrefix("line") || $0.hasPrefix("day") } }
    #expect(try await lines(shop.facts()) == lines(sequence.facts()))
  }

  @Test func `takes the same file of two people once`() async throws {
    defer { file.remove() }
    let shop = shop
    async let first = shop.bring(file)
    async let second = shop.bring(file)
    let outcomes = try await [first, second].map(\.progress.outcome)
    let whole = try await TestShop()
    let added = try await whole.bring(file).progress.outcome.added
    #expect(outcomes.map(\.added).sorted() == [0, added] || outcomes.map(\.added) == [added, added])
    let rows = { (facts: [String]) in facts.filter { !$0.hasPrefix("import") && !$0.hasPrefix("refusal") } }
    #expect(try await rows(shop.facts()) == rows(whole.facts()))
  }
}
