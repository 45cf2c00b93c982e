import Basics
import Loop
import TestKit
import Testing

@testable import Database

@Suite struct `A transaction` {
  let tenant: Tenant
  let db: TenantDatabase

  init() async throws {
    tenant = try await Tenant()
    db = tenant.db
  }

  private func insert(_ text: String, in db: TenantDatabase) async throws {
    try await db.run(
      "insert into notes (tenant_id, id, text) values (\(db.tenant), \(RecordID<Note>()), \(text))")
  }

  struct Stop: Error {}

  @Test func `commits when its body returns, and not before`() async throws {
    let count = try await db.transaction { inside in
      try await insert("a", in: inside)
      #expect(try await tenant.texts() == [])
      try await insert("b", in: inside)
      return try await inside.one("select count(*) from notes where tenant_id = \(db.tenant)", as: Int.self)
    }
    #expect(count == 2)
    #expect(try await tenant.texts() == ["a", "b"])
  }

  @Test func `rolls back when its body throws`() async throws {
    await #expect(throws: Stop.self) {
      try await db.transaction { inside in
        try await insert("a", in: inside)
        throw Stop()
      }
    }
    #expect(try await tenant.texts() == [])
  }

  @Test func `does nothing when nothing is asked`() async throws {
    #expect(try await db.transaction { _ in 5 } == 5)
  }

  @Test func `fails when a failure in it was swallowed`() async throws {
    let ended = await kind {
      try await db.transaction { inside in
        try await insert("a", in: inside)
        _ = try? await inside.rows("select 1 / 0")
      }
    }
    #expect(ended == .rolledBack)
    #expect(try await tenant.texts() == [])
  }

  @Test func `fails when its COMMIT fails`() async throws {
    let ended = await kind {
      _ = try await db.transaction { inside in
        try await inside.run(
          "insert into replies (tenant_id, id, note_id) values (\(db.tenant), \(TenantID()), \(TenantID()))")
      }
    }
    #expect(ended == .foreignKeyViolation)
    let single = await kind {
      try await db.run(
        "insert into replies (tenant_id, id, note_id) values (\(db.tenant), \(TenantID()), \(TenantID()))")
    }
    #expect(single == .foreignKeyViolation)
    #expect(
      try await db.one("select count(*) from replies where tenant_id = \(db.tenant)", as: Int.self) == 0)
  }

  @Test func `nests as savepoints`() async throws {
    try await db.transaction { outer in
      try await insert("outer", in: outer)
      try await outer.transaction { try await insert("kept", in: $0) }
      _ = try? await outer.transaction { inner in
        try await insert("undone", in: inner)
        _ = try await inner.rows("select 1 / 0")
      }
      _ = try? await outer.transaction { inner in
        try await inner.transaction { try await insert("undone too", in: $0) }
        throw Stop()
      }
      try await insert("after", in: outer)
    }
    #expect(try await tenant.texts().sorted() == ["after", "kept", "outer"])
  }

  @Test func `keeps at a checkpoint what came before, for the same tenant, and goes on`() async throws {
    await #expect(throws: Stop.self) {
      try await db.transaction { inside in
        try await insert("kept", in: inside)
        let before = try await inside.one("select pg_backend_pid()", as: Int.self)
        try await inside.checkpoint()
        #expect(try await tenant.texts() == ["kept"])
        try await insert("undone", in: inside)
        #expect(try await inside.one("select pg_backend_pid()", as: Int.self) == before)
        throw Stop()
      }
    }
    #expect(try await tenant.texts() == ["kept"])
    try await db.transaction { inside in
      try await inside.checkpoint()
      try await inside.checkpoint()
      try await insert("after nothing", in: inside)
      try await inside.checkpoint()
    }
    #expect(try await tenant.texts().sorted() == ["after nothing", "kept"])
  }

  @Test func `fails at a checkpoint behind a failure that was swallowed`() async throws {
    let ended = await kind {
      try await db.transaction { inside in
        try await insert("a", in: inside)
        _ = try? await inside.rows("select 1 / 0")
        try await inside.checkpoint()
      }
    }
    #expect(ended == .rolledBack)
    #expect(try await tenant.texts() == [])
    #expect(await kind { try await db.checkpoint() } == .misuse)
  }

  @Test func `is over when it is over`() async throws {
    let escaped = try await db.transaction { $0 }
    #expect(await kind { try await insert("late", in: escaped) } == .misuse)
  }

  @Test func `takes uses that run beside each other in order`() async throws {
    try await db.transaction { inside in
      async let first: Void = insert("1", in: inside)
      async let second: Void = insert("2", in: inside)
      async let third = inside.one("select 3", as: Int.self)
      _ = try await (first, second, third)
    }
    #expect(try await tenant.texts().sorted() == ["1", "2"])
  }

  @Test func `is tried again when another was in the way`() async throws {
    let id = try await tenant.note("counter")
    let attempts = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try await db.transaction(isolation: .serializable, retries: 50) { inside in
            attempts.increment()
            let number = try await inside.one(
              "select number from notes where tenant_id = \(db.tenant) and id = \(id)", as: Int.self)
            _ = try await inside.rows("select pg_sleep(0.02)")
            try await inside.run(
              "update notes set number = \(number + 1) where tenant_id = \(db.tenant) and id = \(id)")
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await db.one("select number from notes where tenant_id = \(db.tenant)", as: Int.self) == 8)
    #expect(attempts.count > 8)
  }

  @Test func `surfaces a serialization failure without retries`() async throws {
    let id = try await tenant.note("x")
    let ended = await kind {
      try await db.transaction(isolation: .repeatableRead) { inside in
        _ = try await inside.one("select number from notes where tenant_id = \(db.tenant)", as: Int.self)
        try await db.run("update notes set number = 5 where tenant_id = \(db.tenant) and id = \(id)")
        try await inside.run("update notes set number = 6 where tenant_id = \(db.tenant) and id = \(id)")
      }
    }
    #expect(ended == .serialization)
  }

  @Test func `cancels a statement at its limit, and rolls back`() async throws {
    let clock = ContinuousClock()
    let took = await clock.measure {
      let ended = await kind {
        try await db.transaction { inside in
          try await insert("a", in: inside)
          _ = try await inside.within(.milliseconds(100)).rows("select pg_sleep(10)")
        }
      }
      #expect(ended == .timeout)
      #expect(await kind { try await db.within(.milliseconds(100)).run("select pg_sleep(10)") } == .timeout)
    }
    #expect(took < .seconds(9))
    #expect(try await tenant.texts() == [])
  }

  @Test func `ends with its task`() async throws {
    let task = Task {
      try await db.transaction { inside in
        try await insert("a", in: inside)
        _ = try await inside.rows("select pg_sleep(10)")
      }
    }
    try await Task.sleep(for: .milliseconds(100))
    let clock = ContinuousClock()
    let took = await clock.measure {
      task.cancel()
      let ended = await kind { try await task.value }
      #expect(ended == .cancelled)
    }
    #expect(took < .seconds(8))
    #expect(try await tenant.texts() == [])
    #expect(try await db.one("select 1", as: Int.self) == 1)
  }

  @Test func `runs on a loop as well as off it`() async throws {
    let loop = TestPostgres.loops.loops[1]
    let sum = try await loop.submit {
      try await db.transaction { inside in
        try await insert("on a loop", in: inside)
        #expect(EventLoop.current === loop)
        return try await inside.one("select 20 + 22", as: Int.self)
      }
    }
    #expect(sum == 42)
    #expect(try await tenant.texts() == ["on a loop"])
  }

  @Test func `copies into a temporary table and inserts from it`() async throws {
    let lines = (0..<20_000).map { ("line \($0) ক", $0) }
    let inserted = try await db.transaction { inside in
      try await inside.run(
        "create temporary table lines (text text, number bigint, note text) on commit drop")
      let copied = try await inside.copy(into: "lines (text, number, note)", lines) { line, row in
        row.add(line.0)
        row.add(line.1)
        row.add(nil as String?)
      }
      #expect(copied == 20_000)
      let numbers = try await inside.runAll(
        """
        insert into notes (tenant_id, id, text, number)
        select \(db.tenant), gen_random_uuid(), text, number from lines where note is null returning number
        """, as: Int.self)
      return numbers.reduce(0, +)
    }
    #expect(inserted == 199_990_000)
    #expect(
      try await db.one("select count(*) from notes where tenant_id = \(db.tenant)", as: Int.self) == 20_000)
  }

  @Test func `survives a COPY that fails only as far as a savepoint`() async throws {
    try await db.transaction { inside in
      try await inside.run("create temporary table numbers (n integer) on commit drop")
      // Often, because the server's refusal may come before or behind the end of what is sent.
      for _ in 0..<50 {
        let ended = await kind {
          _ = try await inside.transaction { inner in
            // An Int is a bigint.
            try await inner.copy(into: "numbers (n)", [1, 2]) { number, row in row.add(number) }
          }
        }
        #expect(ended == .server)
      }
      await #expect(throws: Stop.self) {
        try await inside.transaction { inner in
          try await inner.copy(into: "numbers (n)", [1, 2]) { _, _ in throw Stop() }
        }
      }
      #expect(try await inside.copy(into: "numbers (n)", [Int32(1), 2]) { $1.add($0) } == 2)
      #expect(try await inside.one("select sum(n) from numbers", as: Int.self) == 3)
    }
    #expect(await kind { try await db.copy(into: "notes (id)", [1]) { $1.add($0) } } == .misuse)
  }

  @Test func `streams within itself`() async throws {
    let total = try await db.transaction { inside in
      for number in 1...5 {
        try await inside.run(
          "insert into notes (tenant_id, id, text, number) values (\(db.tenant), \(TenantID()), 'x', \(number))"
        )
      }
      var total = 0
      try await inside.stream(
        "select number from notes where tenant_id = \(db.tenant)", as: Int.self, batch: 2
      ) { number in
        total += number
        try await inside.run(
          "update notes set text = 'seen' where tenant_id = \(db.tenant) and number = \(number)")
      }
      return total
    }
    #expect(total == 15)
    #expect(Set(try await tenant.texts()) == ["seen"])
  }
}
