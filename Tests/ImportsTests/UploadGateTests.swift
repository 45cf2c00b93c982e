import Basics
import Testing
import Web

@testable import Imports

@Suite struct `The gate for files` {
  private let gate = UploadGate(most: 2, rate: RateLimiter(burst: 4, refill: .seconds(60)))
  private let shop = TenantID()

  @Test func `lets so many of a shop in at once, and others beside them`() async throws {
    try await gate.pass(shop) {
      try await gate.pass(shop) {
        await #expect(throws: Failure.self) { try await gate.pass(shop) {} }
        try await gate.pass(TenantID()) {}
      }
      try await gate.pass(shop) {}
    }
  }

  @Test func `forgets who has left in the middle`() async throws {
    struct Left: Error {}
    for _ in 0..<4 { await #expect(throws: Left.self) { try await gate.pass(shop) { throw Left() } } }
  }

  @Test func `lets so many in within a time`() async throws {
    for _ in 0..<4 { try await gate.pass(shop) {} }
    await #expect(throws: Failure.self) { try await gate.pass(shop) {} }
  }
}
