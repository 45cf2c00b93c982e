import Basics
import TestKit
import Testing

@testable import Database

@Suite struct `The application's login` {
  @Test(arguments: [
    "update audit set action = 'x'", "delete from audit", "truncate audit",
    "update audit_seals set entries = 1",
    "delete from audit_seals", "truncate audit_seals", "update audit_sealed set sequence = 1",
    "delete from audit_sealed",
    "truncate audit_sealed", "update audit_actors set name = 'x'", "update audit_payloads set label = 'x'",
    "update audit_unsealed set audit_id = audit_id", "alter table audit disable row level security",
    "drop table audit_seals", "grant update on audit to haat_app",
  ])
  func `cannot rewrite the log`(statement: String) async throws {
    let shop = try await SealedShop(entries: 1)
    let connection = try CommandConnection(ServerAddress(try await TestPostgres.shared().settings.appURL))
    try connection.run("set app.tenant_id = '\(shop.tenant)'")
    #expect(try connection.rows("select count(*) from audit").first?.first == "1", "the control")
    do {
      try connection.run(statement)
      // A grant that is not one's to give is no error, only a warning.
      #expect(statement.hasPrefix("grant"))
    } catch let error as DatabaseError {
      #expect(error.sqlState == "42501", "\(error)")
    }
    #expect(try await shop.faults() == [])
  }

  @Test(arguments: ["select name from audit_actors", "select id from audit", "delete from audit_unsealed"])
  func `of the platform sees no more than who waits for a seal`(statement: String) async throws {
    let shop = try await SealedShop()
    try await shop.record("1")
    let connection = try CommandConnection(
      ServerAddress(try await TestPostgres.shared().settings.platformURL))
    let waiting = try connection.rows("select distinct tenant_id from audit_unsealed").compactMap(\.first)
    #expect(waiting.contains(shop.tenant.description))
    #expect(throws: DatabaseError.self) { try connection.run(statement) }
  }
}
