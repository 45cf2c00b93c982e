import Basics
import Loop
import TestKit
import Testing

@testable import Database

/// Uses of many tenants share connections. Whatever becomes of one must not touch another: neither its answer
/// nor what it may see. The statements have no tenant filter here: row security alone has to hold.
@Suite(.serialized) struct `Neighbours on a connection` {
  let database: TestDatabase
  let tenants: [Tenant]

  // Not the database of the other suites: these alter its tables and end its connections.
  private static let made = Task { try await Notebook.make() }

  init() async throws {
    database = try await Self.made.value
    let databases = database.databases
    tenants = (0..<8).map { _ in Tenant(in: databases) }
    for tenant in tenants {
      for number in 0..<3 { try await tenant.note("\(tenant.id)", number: number) }
    }
  }

  /// Sees that a tenant gets its own rows and no others.
  private func see(_ tenant: Tenant) async throws {
    let seen = try await tenant.db.all("select text from notes", as: String.self)
    #expect(seen == Array(repeating: "\(tenant.id)", count: 3))
  }

  /// `count` rounds of every tenant looking at its rows, beside what disturbs.
  private func crowd(_ count: Int, _ disturb: @escaping @Sendable (Int) async -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for index in 0..<count {
        for tenant in tenants { group.addTask { try await see(tenant) } }
        group.addTask { await disturb(index) }
      }
      try await group.waitForAll()
    }
    for tenant in tenants { try await see(tenant) }
  }

  @Test func `are not disturbed by failing ones`() async throws {
    let tenant = tenants[0]
    let before = await database.databases.metrics()[0]
    let bad: [(SQL, DatabaseError.Kind)] = [
      ("select 1 / 0", .server), ("select nothing from notes", .server), ("selec 1", .server),
      ("select 'x'::int", .server), ("delete from notes", .readOnly), ("select 1 from pg_authid", .forbidden),
      ("select text::int from notes", .server),
    ]
    try await crowd(60) { index in
      let (sql, expected) = bad[index % bad.count]
      #expect(await kind { _ = try await tenant.db.rows(sql) } == expected)
    }
    let metrics = await database.databases.metrics()[0]
    #expect(metrics.sentAgain > before.sentAgain)
    #expect(metrics.connectionsLost == before.connectionsLost)
  }

  @Test func `are not disturbed by failing ones without a tenant`() async throws {
    let global = database.databases.global
    try await crowd(40) { index in
      if index % 2 == 0 {
        #expect(await kind { _ = try await global.rows("select text from notes") } == .noTenant)
      } else {
        #expect(await kind { _ = try await global.rows("select 1 / 0") } == .server)
      }
      let words = try? await global.all("select id from words", as: Int.self)
      #expect(words?.count == 3)
    }
  }

  @Test func `are not disturbed by slow ones that run into their limit`() async throws {
    let tenant = tenants[1]
    let lost = await database.databases.metrics()[0].connectionsLost
    try await crowd(20) { _ in
      let ended = await kind { _ = try await tenant.db.within(.milliseconds(60)).rows("select pg_sleep(3)") }
      #expect(ended == .timeout)
    }
    #expect(await database.databases.metrics()[0].connectionsLost == lost)
  }

  @Test func `are not disturbed by abandoned ones`() async throws {
    let tenant = tenants[2]
    try await crowd(40) { index in
      let task = Task { _ = try await tenant.db.rows("select pg_sleep(0.02), text from notes") }
      try? await Task.sleep(for: .milliseconds(index % 7))
      task.cancel()
      _ = await task.result
    }
  }

  @Test func `are not disturbed by abandoned writes`() async throws {
    let tenant = tenants[2]
    try await crowd(30) { index in
      let task = Task {
        try await tenant.db.run("update notes set number = number where pg_sleep(0.01) is not null")
      }
      try? await Task.sleep(for: .milliseconds(index % 9))
      task.cancel()
      _ = await task.result
    }
  }

  @Test func `are sent again when the server ends the connection`() async throws {
    let database = database
    try await crowd(40) { index in
      guard index % 10 == 0 else { return }
      try? await Task.sleep(for: .milliseconds(index))
      _ = try? await database.asAdministrator(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'haat_app' "
          + "and datname = current_database() and query like '%select text from notes%'")
    }
  }

  @Test func `live through a change of the tables under them`() async throws {
    let database = database
    let tenant = tenants[3]
    try await crowd(40) { index in
      if index % 8 == 0 {
        let type = index % 16 == 0 ? "numeric" : "bigint"
        _ = try? await database.asOwner("alter table notes alter column number type \(type)")
        _ = try? await database.asOwner("alter table notes add column if not exists extra_\(index) int")
      }
      _ = try? await tenant.db.all("select number::bigint, number from notes", as: Pair.self)
      let (read, written) = (
        await kind { _ = try await tenant.db.rows("select number from notes") },
        // One row: several at once, found in another order by each, are a deadlock of their own.
        await kind { try await tenant.db.run("update notes set number = number where number = 0") }
      )
      #expect(read == nil)
      #expect(written == nil)
    }
  }

  struct Pair: FromRow {
    init(row: inout Row) throws {
      _ = try row.next(Int.self)
      _ = try? row.next(Int.self)
    }
  }

  @Test func `never see rows without a tenant`() async throws {
    let fresh = try database.databases {
      $0.sharedPerLoop = 1
      $0.ownedPerLoop = 1
    }
    // A connection that has never had a tenant, and then one that has.
    for _ in 0..<4 {
      do {
        _ = try await fresh.global.rows("select text from notes")
        Issue.record("rows without a tenant")
      } catch let error as DatabaseError {
        #expect(error.kind == .noTenant)
        #expect(["42704", "22P02"].contains(error.sqlState))
      }
      #expect(await kind { try await fresh.global.run("update notes set number = 0") } == .noTenant)
      #expect(
        await kind {
          try await fresh.global.run("insert into notes values (\(TenantID()), \(TenantID()), 'x')")
        } == .noTenant)
      #expect(try await fresh.tenant(tenants[0].id).all("select text from notes", as: String.self).count == 3)
      try await fresh.tenant(tenants[0].id).run("update notes set number = number")
    }
    await fresh.close()
  }

  @Test func `cannot write for another`() async throws {
    let (mine, theirs) = (tenants[0], tenants[1])
    #expect(try await mine.db.run("update notes set number = 9 where tenant_id = \(theirs.id)") == 0)
    #expect(try await mine.db.run("delete from notes where tenant_id = \(theirs.id)") == 0)
    #expect(
      await kind {
        try await mine.db.run(
          "insert into notes (tenant_id, id, text) values (\(theirs.id), \(TenantID()), 'x')")
      }
        == .forbidden)
    try await see(theirs)
  }

  @Test func `keep away from a connection whose head is slow`() async throws {
    let (slow, other) = (tenants[4], tenants[5])
    try await TestPostgres.loops.loops[0].submit {
      try await see(other)
      async let long: Void = { _ = try await slow.db.rows("select pg_sleep(3)") }()
      try await Task.sleep(for: .milliseconds(100))
      let clock = ContinuousClock()
      for _ in 0..<20 {
        let took = try await clock.measure { try await see(other) }
        #expect(took < .seconds(1))
      }
      try await long
    }
  }
}
