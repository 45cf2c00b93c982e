import Database
import TestKit
import Testing

@testable import Tenancy

@Suite struct `A counter` {
  let shop: Shop

  init() async throws { shop = try await Shop() }

  @Test func `counts from one, each kind and each business by itself`() async throws {
    let other = try await Shop()
    #expect(try await Counter.next("orders", in: shop.db) == 1...1)
    #expect(try await Counter.next("orders", count: 3, in: shop.db) == 2...4)
    #expect(try await Counter.next("refunds", in: shop.db) == 1...1)
    #expect(try await Counter.next("orders", in: other.db) == 1...1)
    #expect(try await Counter.next("orders", in: shop.db) == 5...5)
  }

  @Test func `gives no number twice to those who ask at once`() async throws {
    let db = shop.db
    let numbers = try await withThrowingTaskGroup(of: ClosedRange<Int>.self) { group in
      for _ in 0..<40 { group.addTask { try await Counter.next("orders", count: 2, in: db) } }
      return try await group.reduce(into: []) { $0 += Array($1) }
    }
    #expect(numbers.sorted() == Array(1...80))
  }

  @Test func `gives the numbers of a failed transaction again`() async throws {
    struct Stop: Error {}
    await #expect(throws: Stop.self) {
      try await shop.db.transaction { db in
        _ = try await Counter.next("orders", count: 10, in: db)
        throw Stop()
      }
    }
    #expect(try await Counter.next("orders", in: shop.db) == 1...1)
  }
}
