import Audit
import Basics
import Database
import TestKit
import Testing

@Suite struct `Erasing from the log` {
  let officer = Actor(kind: .command, name: "officer")

  @Test func `of a person takes their name, address and device, and the log verifies`() async throws {
    let shop = try await SealedShop(entries: 2)
    #expect(try await AuditEntry.erase(by: SealedShop.nasima, as: officer, in: shop.db) == 2)
    let left = try await shop.db.all(
      "select name || address || device from audit_actors where tenant_id = \(shop.tenant)", as: String.self)
    #expect(left == ["officer"])
    try await shop.seal()
    let report = try await shop.report()
    #expect((report.faults, report.erasedActors, report.erasedContents) == ([], 2, 0))
    let contents = try await shop.db.one(
      "select count(*) from audit_payloads where tenant_id = \(shop.tenant) and label = 'Tanvir'",
      as: Int.self)
    #expect(contents == 2, "what was done stays")
  }

  @Test func `of a thing takes what it was called and how it was`() async throws {
    let shop = try await SealedShop(entries: 2)
    #expect(try await AuditEntry.erase(of: .init("member", "1"), as: officer, in: shop.db) == 1)
    try await shop.seal()
    let report = try await shop.report()
    #expect((report.faults, report.erasedActors, report.erasedContents) == ([], 0, 1))
    let note = try await shop.db.one(
      """
      select p.after from audit a
        join audit_payloads p on p.tenant_id = \(shop.tenant) and p.audit_id = a.id
       where a.tenant_id = \(shop.tenant) and a.action = 'audit.erase'
      """, as: String.self)
    #expect(note == #"{"entries":"1","part":"content"}"#)
  }

  @Test func `before the seal verifies too`() async throws {
    let shop = try await SealedShop()
    try await shop.record("1")
    try await AuditEntry.erase(of: .init("member", "1"), as: officer, in: shop.db)
    try await shop.seal()
    #expect(try await shop.faults() == [])
  }

  @Test func `takes nothing of another's, and notes nothing when there is nothing`() async throws {
    let (mine, theirs) = (try await SealedShop(entries: 1), try await SealedShop(entries: 1))
    #expect(try await AuditEntry.erase(by: PersonID(), as: officer, in: mine.db) == 0)
    #expect(try await AuditEntry.erase(by: SealedShop.nasima, as: officer, in: mine.db) == 1)
    #expect(try await theirs.report().erasedActors == 0)
    let noted = try await mine.db.one(
      "select count(*) from audit where tenant_id = \(mine.tenant) and action = 'audit.erase'", as: Int.self)
    #expect(noted == 1)
  }
}
