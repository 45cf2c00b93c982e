import Audit
import Basics
import Database
import FoundationEssentials
import TestKit
import Testing

@Suite struct `Keeping what was done` {
  let actor = Actor(kind: .command, name: "test")

  @Test func `goes with its transaction`() async throws {
    let shop = try await Shop()
    struct Undone: Error {}
    _ = try? await shop.db.transaction { db in
      try await db.record(AuditEntry("test.undone", .init("test", "1")), by: actor)
      throw Undone()
    }
    try await shop.db.transaction { db in
      try await db.record(AuditEntry("test.done", .init("test", "2"), after: ["name": "x"]), by: actor)
    }
    let actions = try await shop.db.all(
      "select action from audit where tenant_id = \(shop.db.tenant) and subject_kind = 'test'",
      as: String.self)
    #expect(actions == ["test.done"])
  }

  @Test func `keeps every text as it is`() async throws {
    let shop = try await Shop()
    let text = "a \"b\" \\ \n\t\u{1} ক্ষমা 🛶 \u{2028} </script>"
    try await shop.db.record(AuditEntry("test.done", .init("test", "1"), after: [text: text]), by: actor)
    let kept = try await shop.db.one(
      "select after from audit_payloads where tenant_id = \(shop.db.tenant)", as: String.self)
    #expect(try JSONDecoder().decode([String: String].self, from: Data(kept.utf8)) == [text: text])
  }

  @Test func `survives a zero byte, which no text of the database may hold`() async throws {
    let shop = try await Shop()
    let subject = AuditEntry.Subject("test", "1\u{0}", "a\u{0}")
    let actor = Actor(kind: .command, name: "a\u{0}b", device: "\u{0}")
    try await shop.db.record(AuditEntry("test.done", subject, after: ["a": "b\u{0}c"]), by: actor)
    let kept = try await shop.db.one(
      "select after from audit_payloads where tenant_id = \(shop.db.tenant)", as: String.self)
    #expect(kept == "{\"a\":\"b\u{FFFD}c\"}")
  }

  @Test func `keeps no personal text where it cannot be erased`() async throws {
    let shop = try await Shop()
    let nasima = Actor(
      kind: .person, person: PersonID(), name: "Nasima", address: "10.1.2.3", device: "Pocket")
    try await shop.db.record(
      AuditEntry("test.done", .init("member", "1", "Tanvir"), before: ["mail": "t@example.com"]), by: nasima)
    let row = try await shop.db.one(
      "select to_jsonb(a)::text from audit a where a.tenant_id = \(shop.db.tenant)", as: String.self)
    for text in ["Nasima", "10.1.2.3", "Pocket", "Tanvir", "example.com"] {
      #expect(!row.contains(text), "\(text)")
    }
  }
}
