import Basics
import Loop
import TestKit
import Testing

@testable import Database

@Suite(.serialized) struct `The pool` {
  let database: TestDatabase
  let tenant = TenantID()

  init() async throws { database = try await Notebook.shared() }

  @Test func `makes a write wait for a connection, and not longer than it may`() async throws {
    let databases = try database.databases {
      $0.ownedPerLoop = 1
      $0.waiting = .milliseconds(600)
    }
    let loop = TestPostgres.loops.loops[0]
    let db = databases.tenant(tenant)
    try await loop.submit {
      try await db.transaction { inside in
        _ = try await inside.rows("select 1")
        // The one connection of this loop is taken.
        let clock = ContinuousClock()
        let took = await clock.measure {
          #expect(await kind { try await db.run("select 1") } == .timeout)
          #expect(
            await kind { _ = try await db.transaction { _ = try await $0.rows("select 1") } } == .timeout)
        }
        #expect(took > .milliseconds(1100))
        #expect(took < .seconds(8))
        // Reads do not need it.
        #expect(try await db.one("select 1", as: Int.self) == 1)
      }
      #expect(try await db.run("select 1") == 1)
    }
    await databases.close()
  }

  @Test func `serves those who wait in turn`() async throws {
    let databases = try database.databases { $0.ownedPerLoop = 1 }
    let db = databases.tenant(tenant)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<100 {
        group.addTask {
          number % 2 == 0
            ? try await db.run("select 1")
            : try await db.transaction { try await $0.one("select 1", as: Int.self) }
        }
      }
      var sum = 0
      for try await one in group { sum += one }
      #expect(sum == 100)
    }
    let metrics = await databases.metrics()[0]
    #expect(metrics.ownedConnections <= 2)
    #expect(metrics.waiting == 0)
    await databases.close()
  }

  @Test func `refuses more than may wait`() async throws {
    let databases = try database.databases {
      $0.ownedPerLoop = 1
      $0.waitingLimit = 3
    }
    let db = databases.tenant(tenant)
    let kinds = try await TestPostgres.loops.loops[0].submit {
      await withTaskGroup(of: DatabaseError.Kind?.self) { group in
        for _ in 0..<10 { group.addTask { await kind { try await db.run("select pg_sleep(0.05)") } } }
        return await group.reduce(into: []) { $0.append($1) }
      }
    }
    #expect(kinds.count { $0 == .overloaded } == 7)
    #expect(kinds.count { $0 == nil } == 3)
    await databases.close()
  }

  @Test func `lets go of those who leave the queue`() async throws {
    let databases = try database.databases { $0.ownedPerLoop = 1 }
    let db = databases.tenant(tenant)
    try await TestPostgres.loops.loops[0].submit {
      try await db.transaction { inside in
        _ = try await inside.rows("select 1")
        let ends = await withTaskGroup(of: DatabaseError.Kind?.self) { group in
          group.addTask { await kind { _ = try await db.transaction { _ in } } }
          group.addTask { await kind { try await db.run("select 1") } }
          try? await Task.sleep(for: .milliseconds(50))
          group.cancelAll()
          return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(ends == [.cancelled, .cancelled])
      }
      #expect(try await db.run("select 1") == 1)
    }
    await databases.close()
  }

  @Test func `keeps a bounded number of prepared statements`() async throws {
    let databases = try database.databases {
      $0.sharedPerLoop = 1
      $0.statementsPerConnection = 10
    }
    let db = databases.tenant(tenant)
    try await TestPostgres.loops.loops[0].submit {
      let numbers: [SQL] = ["1", "2", "3", "4", "5", "6", "7"]
      for first in numbers {
        for second in numbers {
          #expect(
            try await db.all("select \(fragment: first) * \(fragment: second)", as: Int.self).count == 1)
        }
      }
      // Ours, and BEGIN, COMMIT, ROLLBACK. This statement is the eleventh until the next use deallocates one.
      let kept = try await db.one("select count(*) from pg_prepared_statements", as: Int.self)
      #expect(kept <= 14)
      #expect(kept >= 10)
    }
    await databases.close()
  }

  @Test func `prepares a statement once, however often and wherever it is written`() async throws {
    let texts = Log()
    let databases = try database.databases {
      $0.sharedPerLoop = 1
      $0.recorder = { texts.append($0) }
    }
    let db = databases.tenant(tenant)
    try await TestPostgres.loops.loops[0].submit {
      for number in 0..<5 {
        _ = try await db.one("select \(number) + 1", as: Int.self)
        _ = try await db.one("select \(number) + 1", as: Int.self)
        _ = try await db.one("select \(Int32(number)) + 1", as: Int.self)
      }
      #expect(texts.lines == ["select $1 + 1", "select $1 + 1"])
      let prepared = try await db.one(
        "select count(*) from pg_prepared_statements where statement = 'select $1 + 1'", as: Int.self)
      #expect(prepared == 2)
    }
    await databases.close()
  }

  @Test func `tells of slow statements and counts the others`() async throws {
    let slow = Log()
    let databases = try database.databases {
      $0.slowStatement = .milliseconds(50)
      $0.slow = { slow.append($0.statement) }
    }
    let db = databases.tenant(tenant)
    _ = try await db.rows("select pg_sleep(0.1)")
    _ = try await db.rows("select 1")
    _ = try? await db.rows("select 1 / 0")
    #expect(slow.lines == ["select pg_sleep(0.1)"])
    let metrics = await databases.metrics()[0]
    #expect(metrics.succeeded == 2)
    #expect(metrics.failedByClass == ["22": 1])
    #expect(metrics.statementTimes.counts.reduce(0, +) == 3)
    #expect(metrics.waits.counts.reduce(0, +) == 3)
    await databases.close()
  }

  @Test func `refuses a login that is above row security`() async throws {
    let databases = try database.databases { $0.appURL = database.administratorURL }
    do {
      _ = try await databases.tenant(tenant).one("select 1", as: Int.self)
      Issue.record("it was let in")
    } catch let error as DatabaseError {
      #expect(error.message.contains("bypass row security"))
    }
    await databases.close()
  }

  @Test func `says soon that nobody answers`() async throws {
    let databases = try database.databases {
      $0.appURL = "postgresql://haat_app@127.0.0.1:1/none"
      $0.waiting = .milliseconds(1500)
    }
    let clock = ContinuousClock()
    let first = await clock.measure {
      #expect(await kind { _ = try await databases.global.rows("select 1") } == .unavailable)
    }
    #expect(first < .seconds(8))
    // Later ones are not kept waiting for a server that is known to be away.
    try await Task.sleep(for: .milliseconds(500))
    let second = await clock.measure {
      #expect(await kind { try await databases.global.run("select 1") } == .unavailable)
    }
    #expect(second < .seconds(4))
    await databases.close()
  }

  @Test func `reports a password that is wrong and a name that is unknown`() async throws {
    for url in [
      database.settings.appURL.replacing("for-tests-only", with: "x"),
      "postgresql://a@no-such-host.invalid/x",
    ] {
      let databases = try database.databases {
        $0.appURL = url
        $0.waiting = .seconds(3)
      }
      #expect(await kind { _ = try await databases.global.rows("select 1") } == .unavailable)
      await databases.close()
    }
    #expect(throws: DatabaseError.self) {
      try Databases(DatabaseSettings(appURL: "x y z", platformURL: ""), on: TestPostgres.loops)
    }
  }

  @Test func `ends what is in flight before it closes, and takes nothing new`() async throws {
    let databases = try database.databases { _ in }
    let db = databases.tenant(tenant)
    _ = try await db.run("select 1")
    async let slow = db.one("select 7 from pg_sleep(0.2)", as: Int.self)
    try await Task.sleep(for: .milliseconds(50))
    await databases.close()
    #expect(try await slow == 7)
    #expect(await kind { try await db.run("select 1") } == .unavailable)
    #expect(await kind { _ = try await db.rows("select 1") } == .unavailable)
  }
}
