import Audit
import Database
import TestKit
import Testing

@Suite struct `Keeping what was done` {
  @Test func `goes with its transaction`() async throws {
    let shop = try await Shop()
    let actor = Actor(kind: .command, name: "test")
    struct Undone: Error {}
    _ = try? await shop.db.transaction { db in
      try await db.record(AuditEntry("test.undone", .init("test", "1")), by: actor)
      throw Undone()
    }
    try await shop.db.transaction { db in
      try await db.record(AuditEntry("test.done", .init("test", "2"), after: ["name": "x"]), by: actor)
    }
    let actions = try await shop.db.all(
      "select action from audit where tenant_id = \(shop.db.tenant) and subject_kind = 'test'", as: String.self)
    #expect(actions == ["test.done"])
  }
}
