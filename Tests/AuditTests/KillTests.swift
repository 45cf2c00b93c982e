import Audit
import Basics
import TestKit
import Testing

@testable import Database

/// A database of its own: its connections are broken off while somebody seals.
@Suite struct `A sealer that is killed` {
  @Test func `leaves whole seals, and the next one goes on`() async throws {
    let database = try await TestDatabase.make(migrations: TestPostgres.root + "/migrations")
    let db = database.databases.tenant(TenantID())
    let keys = try AuditKeys(secret: "a secret of the tests")
    let kill = try CommandConnection(ServerAddress(database.administratorURL))
    let strike =
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'haat_app' and datname = '\(database.name)'"
    async let first = Self.sealing(keys, in: db)
    async let second = Self.sealing(keys, in: db)
    for round in 0..<40 {
      for number in 0..<10 {
        let entry = AuditEntry("test.done", .init("test", "\(round).\(number)"))
        // A write that was broken off is not known to have come through; the log has it whole or not at all.
        _ = try? await db.record(entry, by: Actor(kind: .job, name: ""))
      }
      try kill.run(strike)
      try await Task.sleep(for: .milliseconds(20))
    }
    // The last strike may still be on its way.
    while try await db.one("select count(*) from events where tenant_id = \(db.tenant)", as: Int.self) == 0 {
      _ = try? await db.run(
        "insert into events (tenant_id, id, name, payload, occurred_at) values (\(db.tenant), \(db.tenant), 'end', '{}', now())"
      )
    }
    let broken = try await first + second
    #expect(broken > 0, "no seal was broken off")
    try await AuditSealer(keys).sealAll(in: db)
    let report = try await AuditVerifier(keys).report(on: db)
    #expect(report.faults == [])
    let count = try await db.one("select count(*) from audit where tenant_id = \(db.tenant)", as: Int.self)
    #expect(report.entries == count && count > 200 && report.waiting == 0)
    await database.databases.close()
  }

  /// Seals until the end is written down, and says how often it was broken off.
  private static func sealing(_ keys: AuditKeys, in db: TenantDatabase) async throws -> Int {
    var broken = 0
    while true {
      do {
        try await AuditSealer(keys).sealAll(in: db)
        let ends = try await db.one(
          "select count(*) from events where tenant_id = \(db.tenant)", as: Int.self)
        if ends > 0 { return broken }
      } catch {
        broken += 1
      }
      try await Task.sleep(for: .milliseconds(1))
    }
  }
}
