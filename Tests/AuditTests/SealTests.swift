import App
import Audit
import Basics
import Crypto
import Database
import Jobs
import Synchronization
import TestKit
import Testing

@Suite struct `Sealing the log` {
  @Test func `puts every entry under a seal, each seal behind the one before`() async throws {
    let shop = try await SealedShop(entries: 3)
    try await shop.record("later")
    #expect(try await shop.report().waiting == 1)
    try await shop.seal()
    try await shop.seal()
    let report = try await shop.report()
    #expect(report.faults == [])
    #expect((report.entries, report.seals, report.waiting) == (4, 2, 0))
    #expect(report.head?.sequence == 2)
  }

  @Test func `takes more than one batch`() async throws {
    let shop = try await SealedShop()
    try await shop.db.transaction { db in
      for number in 0..<1_001 {
        try await db.record(
          AuditEntry("test.many", .init("test", "\(number)")), by: Actor(kind: .job, name: ""))
      }
    }
    try await shop.seal()
    let report = try await shop.report()
    #expect((report.entries, report.seals, report.isSound) == (1_001, 2, true))
  }

  @Test func `leaves what is committed later to a later seal`() async throws {
    let shop = try await SealedShop()
    try await shop.db.transaction { db in
      try await db.record(AuditEntry("test.slow", .init("test", "slow")), by: Actor(kind: .job, name: ""))
      try await shop.record("quick")
      try await shop.seal()
    }
    #expect(try await shop.report().waiting == 1)
    try await shop.seal()
    let report = try await shop.report()
    #expect((report.entries, report.seals, report.isSound) == (2, 2, true))
  }

  @Test func `by several at once lets one win each number`() async throws {
    let shop = try await SealedShop()
    for round in 0..<5 {
      for number in 0..<20 { try await shop.record("\(round).\(number)") }
      try await withThrowingTaskGroup { group in
        for _ in 0..<4 { group.addTask { try await shop.seal() } }
        try await group.waitForAll()
      }
    }
    let report = try await shop.report()
    #expect(report.faults == [])
    #expect((report.entries, report.waiting) == (100, 0))
  }

  @Test func `goes on under a new key, and verifies under both`() async throws {
    let shop = try await SealedShop(entries: 1)
    let second = "second:" + SecretKey.random().text
    let both = try AuditKeys(secret: "a secret of the tests", given: second)
    try await shop.record("later")
    try await AuditSealer(both).sealAll(in: shop.db)
    #expect(try await shop.report(keys: both).faults == [])
    #expect(try await shop.faults() == [.keyUnknown("second", seal: 2)])
    let others = try AuditKeys(secret: "another secret", given: second)
    let faults = try await shop.report(keys: others).faults
    #expect(faults.count == 1)
    guard case .keyUnknown(_, seal: 1) = faults.first else {
      Issue.record("\(faults)")
      return
    }
  }

  @Test func `is done by the job for whoever has something, and tells each head`() async throws {
    let database = try await TestDatabase.make(migrations: TestPostgres.root + "/migrations")
    let (mine, nobodys) = (database.databases.tenant(TenantID()), database.databases.tenant(.platform))
    for db in [mine, nobodys] {
      try await db.record(AuditEntry("test.done", .init("test", "1")), by: Actor(kind: .job, name: ""))
    }
    let heads = Mutex<[TenantID: AuditHead]>([:])
    var registry = TestSite.jobs
    let keys = try AuditKeys(secret: "a secret of the tests")
    registry.provisions[AuditSealer.self] = AuditSealer(keys) { news in
      if case .sealed(let tenant, let seal) = news { heads.withLock { $0[tenant] = AuditHead(seal) } }
    }
    try await database.databases.enqueue(SealAudit())
    let runs = try await database.databases.runPlatformJobs(by: registry)
    #expect(runs.map(\.outcome) == [.done])
    for db in [mine, nobodys] {
      let report = try await AuditVerifier(keys).report(on: db)
      #expect(report.entries == 1 && report.isSound)
      #expect(report.head == heads.withLock { $0[db.tenant] })
    }
    await database.databases.close()
  }

  @Test(arguments: [
    "", "x", "a:b", ":", "a:\(String(repeating: "0", count: 64)),a:\(String(repeating: "1", count: 64))",
  ])
  func `refuses keys that are none`(text: String) {
    let keys = try? AuditKeys(secret: "s", given: text)
    #expect((keys == nil) == !text.isEmpty)
  }
}
