import Basics
import Database
import Orders
import TestKit
import Testing

@testable import Imports

@Suite struct `Undoing an import` {
  let shop: TestShop

  init() async throws { shop = try await TestShop() }

  @Test func `leaves nothing of it in an empty shop`() async throws {
    let file = try OrderFile(1...50)
    defer { file.remove() }
    let before = try await shop.shop.rows()
    let imported = try await shop.bring(file)
    #expect(try await shop.shop.rows().count > before.count + 200)
    let outcome = try await shop.undo(imported.id)
    #expect(try await shop.shop.rows() == before)
    #expect(try await shop.find(imported.id).state == .undone)
    #expect(outcome.lines == imported.progress.outcome.added)
    #expect((outcome.orders, outcome.putBack, outcome.left) == (50, 0, 0))
    #expect(outcome.customers > 0 && outcome.products > 0)
  }

  @Test func `makes everything as it was that was there before`() async throws {
    let first = try OrderFile(1...40)
    // The same invoices with more lines, at another time, of other customers and countries; and new ones.
    let second = try OrderFile(
      (20...60).flatMap { invoice in
        (1...5).map {
          "\(invoice),P\($0 + 3),New name \($0),1,2010-1\(invoice % 2)-20 09:00,3.50,\(invoice % 9),Germany"
        }
      })
    defer { [first, second].forEach { $0.remove() } }
    _ = try await shop.bring(first)
    let before = try await shop.shop.rows()
    let imported = try await shop.bring(second)
    #expect(imported.progress.outcome.added > 100)
    #expect(imported.progress.outcome.known > 50)
    #expect(try await shop.shop.rows() != before)
    let outcome = try await shop.undo(imported.id)
    let after = try await shop.shop.rows()
    #expect(Set(after).symmetricDifference(before).sorted().map { $0.prefix(60) }.suffix(12) == [])
    #expect(outcome.putBack > 20)
    #expect(outcome.left == 0)
  }

  @Test func `goes on where it was broken off`() async throws {
    let first = try OrderFile(1...40)
    let second = try OrderFile(20...60, lines: 5, day: 2)
    defer { [first, second].forEach { $0.remove() } }
    _ = try await shop.bring(first)
    let before = try await shop.shop.rows()
    let imported = try await shop.bring(second)
    try await Import.undo(imported.id, of: OrdersImport.self, at: .now, in: shop.db)
    var kills = 0
    // Each run is killed in its second step.
    while try await InterruptedOrders.run(imported.id, killedAfter: 1, in: shop) { kills += 1 }
    #expect(kills > 2)
    #expect(try await shop.shop.rows() == before)
  }

  @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1], [1, 2, 0]])
  func `comes to the same in any order`(order: [Int]) async throws {
    let files = [
      try OrderFile(1...30), try OrderFile(15...45, lines: 5, day: 2),
      try OrderFile(10...50, lines: 6, day: 3),
    ]
    defer { files.forEach { $0.remove() } }
    let empty = try await shop.shop.rows()
    var imports: [Import] = []
    for file in files { imports.append(try await shop.bring(file)) }
    for number in order { _ = try await shop.undo(imports[number].id) }
    #expect(try await shop.shop.rows() == empty)
  }

  @Test func `leaves what a later import has changed as that one left it, and says so`() async throws {
    let first = try OrderFile([
      "1,MUG,Mug,1,2011-05-02 10:00,2.50,7,France", "2,MUG,Mug,1,2011-05-02 10:00,2.50,8,France",
    ])
    let second = try OrderFile([
      "1,MUG,Mug,1,2011-05-02 10:00,2.50,7,France", "1,CUP,Cup,1,2011-05-01 10:00,9.99,7,Spain",
    ])
    defer { [first, second].forEach { $0.remove() } }
    let earlier = try await shop.bring(first)
    let later = try await shop.bring(second)
    let outcome = try await shop.undo(earlier.id)
    #expect((outcome.lines, outcome.orders, outcome.left) == (2, 1, 1))
    let lines = try await shop.facts().filter { $0.hasPrefix("line") || $0.hasPrefix("order") }
    #expect(lines.count == 2)
    #expect(lines.contains("line 1 2 CUP 1 999"))
    #expect(lines.last?.hasPrefix("order 1 1 order 2011-05-01") == true, "\(lines)")
    _ = try await shop.undo(later.id)
    #expect(try await shop.facts().filter { !$0.hasPrefix("import") } == [])
  }

  @Test func `waits for nobody, but may not begin beside another import`() async throws {
    let files = [try OrderFile(1...10), try OrderFile(11...20)]
    defer { files.forEach { $0.remove() } }
    let done = try await shop.bring(files[0])
    let id = try await shop.start(files[1])
    let run = try #require(try await ImportRun<OrdersImport>.begin(id, storage: shop.storage, in: shop.db))
    await #expect(throws: Failure.self) {
      try await Import.undo(done.id, of: OrdersImport.self, at: .now, in: shop.db)
    }
    try await run.run()
    _ = try await shop.undo(done.id)
    #expect(try await shop.find(id).state == .finished)
    #expect(try await shop.facts().contains { $0.hasPrefix("line 11 ") })
  }

  @Test func `lets the file be brought again`() async throws {
    let file = try OrderFile(1...30)
    defer { file.remove() }
    let other = try await TestShop()
    _ = try await other.bring(file)
    _ = try await shop.undo(try await shop.bring(file).id)
    let again = try await shop.bring(file)
    #expect(again.progress.outcome.known == 0)
    let numberless = { (facts: [String]) in
      facts.filter { !$0.hasPrefix("import") && !$0.hasPrefix("refusal") }.map {
        $0.replacing(/^(order|customer) \d+/, with: "")
      }.sorted()
    }
    #expect(try await numberless(shop.facts()) == numberless(other.facts()))
  }
}
