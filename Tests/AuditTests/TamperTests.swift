import Audit
import Basics
import Crypto
import Database
import TestKit
import Testing

/// Each thing that somebody with all of the database can do to the log, and what verifying says of it.
@Suite struct `A log that was tampered with` {
  let shop: SealedShop

  init() async throws {
    shop = try await SealedShop(entries: 3)
    try await shop.record("3")
    try await shop.seal()
    #expect(try await shop.faults() == [])
  }

  @Test(arguments: [
    "action = 'test.nothing'", "actor_id = null", "subject_id = 'x'", "subject_kind = 'x'",
    "request_id = 'x'",
    "occurred_at = occurred_at - interval '1 microsecond'", "actor_kind = 'job'",
  ])
  func `names an entry that was changed`(change: String) async throws {
    let id = try await shop.id("1")
    try shop.tamper("update audit set \(change) where \(shop.ofShop) and id = '\(id)'")
    #expect(try await shop.faults() == [.entryChanged(id, seal: 1)])
  }

  @Test func `names an entry whose content was changed`() async throws {
    let id = try await shop.id("1")
    for change in ["label = 'Mitu'", "after = '{\"role\":\"agent\"}'", "before = '{}'"] {
      try shop.tamper("update audit_payloads set \(change) where \(shop.ofShop) and audit_id = '\(id)'")
      #expect(try await shop.faults() == [.contentChanged(id)], "\(change)")
    }
  }

  @Test func `names an entry whose actor was changed`() async throws {
    let id = try await shop.id("1")
    for change in ["name = 'Mitu'", "address = '10.0.0.2'", "device = 'Chrome'"] {
      try shop.tamper("update audit_actors set \(change) where \(shop.ofShop) and audit_id = '\(id)'")
      #expect(try await shop.faults() == [.actorChanged(id)], "\(change)")
    }
  }

  @Test func `names an entry that was changed together with its digest`() async throws {
    let id = try await shop.id("1")
    try shop.tamper("update audit set action = 'test.nothing' where \(shop.ofShop) and id = '\(id)'")
    try shop.tamper(
      "update audit_sealed set digest = sha256('x') where \(shop.ofShop) and audit_id = '\(id)'")
    #expect(try await shop.faults().contains(.listChanged(seal: 1)))
  }

  @Test func `names an entry that was removed`() async throws {
    let id = try await shop.id("1")
    for table in ["audit_actors", "audit_payloads"] {
      try shop.tamper("delete from \(table) where \(shop.ofShop) and audit_id = '\(id)'")
    }
    try shop.tamper("delete from audit where \(shop.ofShop) and id = '\(id)'")
    #expect(try await shop.faults() == [.entryRemoved(id, seal: 1)])
    try shop.tamper("delete from audit_sealed where \(shop.ofShop) and audit_id = '\(id)'")
    #expect(try await shop.faults() == [.entriesMissing(1, seal: 1)])
  }

  @Test func `names an entry that was put into an old seal`() async throws {
    try await shop.record("forged")
    let id = try await shop.id("forged")
    try shop.tamper("delete from audit_unsealed where \(shop.ofShop)")
    #expect(try await shop.faults() == [.entryUnsealed(id)])
    try shop.tamper("insert into audit_sealed select '\(shop.tenant)', '\(id)', 1, sha256('x')")
    #expect(try await shop.faults() == [.entryChanged(id, seal: 1), .entryAdded(id, seal: 1)])
  }

  @Test func `names a seal that was changed`() async throws {
    try shop.tamper(
      "update audit_seals set sealed_at = sealed_at - interval '1 day' where \(shop.ofShop) and sequence = 2")
    #expect(try await shop.faults() == [.sealChanged(seal: 2)])
  }

  @Test func `is not mended by a chain made without the key`() async throws {
    let keyID = try await shop.db.one(
      "select key_id from audit_seals where tenant_id = \(shop.tenant) and sequence = 1", as: String.self)
    let id = try await shop.id("1")
    try shop.tamper("update audit set action = 'test.nothing' where \(shop.ofShop) and id = '\(id)'")
    for table in ["audit_sealed", "audit_seals"] {
      try shop.tamper("delete from \(table) where \(shop.ofShop)")
    }
    try shop.tamper("insert into audit_unsealed select tenant_id, id from audit where \(shop.ofShop)")
    let own = try AuditKeys(secret: "the key of somebody else")
    try await AuditSealer(own).sealAll(in: shop.db)
    #expect(try await shop.report(keys: own).isSound)
    let faults = try await shop.faults()
    guard case .keyUnknown = faults.first else {
      Issue.record("\(faults)")
      return
    }
    // Under the name of the right key it is as wrong.
    try shop.tamper("update audit_seals set key_id = '\(keyID)' where \(shop.ofShop)")
    #expect(try await shop.faults() == [.sealChanged(seal: 1)])
  }

  @Test func `names a seal that is missing`() async throws {
    try shop.tamper("delete from audit_seals where \(shop.ofShop) and sequence = 1")
    #expect(try await shop.faults() == [.sealsRemoved(1...1)])
  }

  @Test func `whose chain was put together anew is broken`() async throws {
    try shop.tamper("delete from audit_seals where \(shop.ofShop) and sequence = 1")
    try shop.tamper("delete from audit_sealed where \(shop.ofShop) and sequence = 1")
    try shop.tamper("update audit_seals set sequence = 1 where \(shop.ofShop) and sequence = 2")
    try shop.tamper("update audit_sealed set sequence = 1 where \(shop.ofShop) and sequence = 2")
    let faults = try await shop.faults()
    #expect(faults.contains(.chainBroken(seal: 1)) && faults.contains(.sealChanged(seal: 1)))
  }

  @Test func `and cut off is known by what it left, and by a head that was noted elsewhere`() async throws {
    let head = try #require(try await shop.report().head)
    try shop.tamper("delete from audit_seals where \(shop.ofShop) and sequence = 2")
    #expect(try await shop.faults() == [.tailCutOff(last: 1, expected: 2)])
    let id = try await shop.id("3")
    for (table, key) in [
      ("audit_sealed", "audit_id"), ("audit_actors", "audit_id"), ("audit_payloads", "audit_id"),
      ("audit", "id"),
    ] {
      try shop.tamper("delete from \(table) where \(shop.ofShop) and \(key) = '\(id)'")
    }
    #expect(try await shop.faults() == [], "nothing in the database tells of it any more")
    #expect(try await shop.report(head: head).faults == [.tailCutOff(last: 1, expected: 2)])
    try await shop.record("another")
    try await shop.seal()
    #expect(try await shop.report(head: head).faults == [.headDiffers(seal: 2)])
  }

  @Test func `says what was deleted beside the ways that leave an entry`() async throws {
    let officer = Actor(kind: .command, name: "officer")
    try await AuditEntry.erase(of: .init("member", "1"), as: officer, in: shop.db)
    // A second time, for the same thing: what the first has left to say stays.
    try await shop.record("1")
    try await AuditEntry.erase(of: .init("member", "1"), as: officer, in: shop.db)
    try await shop.seal()
    #expect(try await shop.faults() == [])
    let id = try await shop.id("2")
    try shop.tamper("delete from audit_payloads where \(shop.ofShop) and audit_id = '\(id)'")
    #expect(try await shop.faults() == [.contentsDeleted(1)])
    try shop.tamper("delete from audit_actors where \(shop.ofShop) and audit_id = '\(id)'")
    #expect(try await shop.faults() == [.actorsDeleted(1), .contentsDeleted(1)])
  }

  @Test func `says when nobody seals`() async throws {
    try await shop.record("waiting")
    #expect(try await shop.report(at: .now + .seconds(500)).faults == [])
    #expect(try await shop.report(at: .now + .seconds(700)).faults == [.sealingStandsStill(1)])
  }

  @Test func `reads a head as it writes it`() async throws {
    let head = try #require(try await shop.report().head)
    #expect(AuditHead(head.description) == head)
    for text in ["", "1", "1:", "0:\(Hex.encode(head.head))", "1:abcd", "x:\(Hex.encode(head.head))"] {
      #expect(AuditHead(text) == nil, "\(text)")
    }
  }
}
