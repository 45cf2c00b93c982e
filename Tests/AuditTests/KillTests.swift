import App
import Audit
import Basics
import Synchronization
import TestKit
import Testing

@testable import Database

/// A database of its own: its connections are broken off while somebody seals.
@Suite struct `A sealer that is killed` {
  @Test func `leaves whole seals, and the next one goes on`() async throws {
    let database = try await TestDatabase.make(migrations: TestPostgres.root + "/migrations")
    let db = database.databases.tenant(TenantID())
    let keys = try AuditKeys(secret: "a secret of the tests")
    let ends = Mutex(false)
    let broken = Mutex(0)
    let kill = try CommandConnection(ServerAddress(database.administratorURL))
    try await withThrowingTaskGroup { group in
      for _ in 0..<2 {
        group.addTask {
          while !ends.withLock({ $0 }) {
            do { try await AuditSealer(keys).sealAll(in: db) } catch { broken.withLock { $0 += 1 } }
            try await Task.sleep(for: .milliseconds(1))
          }
        }
      }
      for round in 0..<40 {
        for number in 0..<10 {
          let entry = AuditEntry("test.done", .init("test", "\(round).\(number)"))
          // A write that was broken off is not known to have come through; the log has it whole or not at all.
          _ = try? await db.record(entry, by: Actor(kind: .job, name: ""))
        }
        try kill.run("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'haat_app' and datname = '\(database.name)'")
        try await Task.sleep(for: .milliseconds(20))
      }
      ends.withLock { $0 = true }
      try await group.waitForAll()
    }
    #expect(broken.withLock { $0 } > 0, "no seal was broken off")
    try await AuditSealer(keys).sealAll(in: db)
    let report = try await AuditVerifier(keys).report(on: db)
    #expect(report.faults == [])
    let count = try await db.one("select count(*) from audit where tenant_id = \(db.tenant)", as: Int.self)
    #expect(report.entries == count && count > 200 && report.waiting == 0)
    await database.databases.close()
  }
}
