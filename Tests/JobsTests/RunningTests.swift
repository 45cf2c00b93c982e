import Basics
import Database
import Testing

@testable import Jobs

@Suite struct `Running a tenant's jobs` {
  let workshop: Workshop
  let db: TenantDatabase
  let notebook = Notebook()

  init() async throws {
    workshop = try await Workshop.shared()
    db = workshop.tenant()
  }

  @Test func `runs each once, the urgent first, then by time`() async throws {
    let now = Instant.now
    try await db.enqueue(WriteDown(on: notebook, "second"), at: now - .seconds(20))
    try await db.enqueue(WriteDown(on: notebook, "third"), at: now - .seconds(10))
    try await db.enqueue(WriteDown(on: notebook, "last"), at: now - .seconds(90), priority: .bulk)
    try await db.enqueue(WriteDown(on: notebook, "first"), at: now - .seconds(5), priority: .urgent)
    let records = try await workshop.runJobs(of: db)
    #expect(notebook.lines == ["first", "second", "third", "last"])
    #expect(records.map(\.outcome) == [.done, .done, .done, .done])
    #expect(records[0].waited >= .seconds(5) && records[0].tenant == db.tenant && records[0].error == nil)
    #expect(try await workshop.runJobs(of: db).isEmpty)
    #expect(try await rows() == 0)
  }

  @Test func `what is due later waits`() async throws {
    let later = Instant.now + .seconds(3600)
    try await db.enqueue(WriteDown(on: notebook, "later"), at: later)
    #expect(try await workshop.runJobs(of: db).isEmpty)
    #expect(try await workshop.runJobs(of: db, at: later).count == 1)
    #expect(notebook.lines == ["later"])
  }

  @Test func `runs what a job enqueues too`() async throws {
    try await db.transaction { try await $0.publish(BellRang(notebook: notebook)) }
    #expect(try await workshop.runJobs(of: db).count == 3)
  }

  @Test func `a transaction that is rolled back leaves no job`() async throws {
    await #expect(throws: SomethingBroke.self) {
      try await db.transaction { db in
        try await db.enqueue(WriteDown(on: notebook, "never"))
        throw SomethingBroke()
      }
    }
    #expect(try await rows() == 0)
  }

  @Test func `many are put in with one statement`() async throws {
    try await db.enqueue(all: (1...1000).map { WriteDown(on: notebook, "\($0)") })
    #expect(try await rows() == 1000)
  }

  // MARK: - Unique keys

  @Test func `a key is taken once, and stays taken when the job is done`() async throws {
    #expect(try await db.enqueue(WriteDown(on: notebook, "one"), uniqueKey: "k"))
    #expect(try await db.enqueue(WriteDown(on: notebook, "two"), uniqueKey: "k") == false)
    try await workshop.runJobs(of: db)
    #expect(try await db.enqueue(WriteDown(on: notebook, "three"), uniqueKey: "k") == false)
    #expect(notebook.lines == ["one"])
    #expect(
      try await db.enqueue(Fail(notebook: notebook), uniqueKey: "k"),
      "another kind of job has keys of its own")
    #expect(try await workshop.tenant().enqueue(WriteDown(on: notebook, "four"), uniqueKey: "k"))
  }

  // MARK: - Failing

  @Test func `tries again with longer and longer waits, then leaves a dead letter`() async throws {
    var now = Instant.now
    try await db.enqueue(Fail(notebook: notebook), at: now)
    var waits: [Duration] = []
    for _ in 0..<2 {
      let record = try #require(try await workshop.runJobs(of: db, at: now).first)
      guard case .retry(let due) = record.outcome else { throw SomethingBroke() }
      #expect(record.error?.contains("SomethingBroke") == true)
      #expect(try await workshop.runJobs(of: db, at: due - .microseconds(1)).isEmpty)
      waits.append(due - now)
      now = due
    }
    #expect((Duration.seconds(5)...Duration.seconds(10)).contains(waits[0]))
    #expect((Duration.seconds(10)...Duration.seconds(20)).contains(waits[1]))
    let last = try await workshop.runJobs(of: db, at: now)
    #expect(last.map(\.outcome) == [.dead])
    #expect(notebook.lines == ["1", "2", "3 last"])
    #expect(try await workshop.runJobs(of: db, at: now + .seconds(86400)).isEmpty)
    #expect(try await DeadLetter.count(in: db) == 1)
  }

  @Test func `a job that knows better is not tried again`() async throws {
    try await db.enqueue(Fail(notebook: notebook, givesUp: true))
    #expect(try await workshop.runJobs(of: db).map(\.outcome) == [.dead])
    #expect(try await DeadLetter.recent(in: db).first?.error == "There is no such address.")
  }

  @Test func `a run that takes too long is cancelled and tried again`() async throws {
    try await db.enqueue(Linger(notebook: notebook))
    let record = try #require(try await workshop.runJobs(of: db).first)
    guard case .retry = record.outcome else { throw SomethingBroke() }
    #expect(record.error?.contains("longer") == true)
    #expect(notebook.lines == ["began"])
    #expect(record.took < .seconds(5))
  }

  // MARK: - What cannot be run

  @Test func `an unknown name is a dead letter that says so`() async throws {
    try await insert(name: "tests.forgotten", payload: "{}")
    #expect(try await workshop.runJobs(of: db).map(\.outcome) == [.dead])
    let error = try await DeadLetter.recent(in: db).first?.error
    #expect(error == "No job is called tests.forgotten in this version of the program.")
  }

  @Test(arguments: [#"{}"#, #"[1]"#, #"null"#, #"{"notebook": 7, "line": "x"}"#, #""text""#])
  func `a payload that cannot be read is a dead letter`(payload: String) async throws {
    try await insert(name: WriteDown.name, payload: payload)
    try await db.enqueue(WriteDown(on: notebook, "fine"))
    #expect(try await workshop.runJobs(of: db).map(\.outcome) == [.dead, .done])
    #expect(try await DeadLetter.recent(in: db).first?.error.hasPrefix("The payload cannot be read") == true)
    #expect(notebook.lines == ["fine"])
  }

  @Test func `a payload of another version is refused, or translated by the job`() async throws {
    try await insert(name: Newer.name, payload: "{}", version: 2)
    #expect(try await workshop.runJobs(of: db).map(\.outcome) == [.dead])
    let error = try await DeadLetter.recent(in: db).first?.error
    #expect(error == "The payload has version 2; this program reads 3.")
    try await insert(name: Translated.name, payload: json(WriteDown(on: notebook, "old")), version: 1)
    try await db.enqueue(Translated(notebook: notebook, lines: ["new"]))
    #expect(try await workshop.runJobs(of: db).map(\.outcome) == [.done, .done])
    #expect(notebook.lines == ["old", "new"])
  }

  // MARK: - Leases

  @Test func `a lease that ran out lets another take the job, and its late end counts for nothing`()
    async throws
  {
    let now = Instant.now
    try await db.enqueue(WriteDown(on: notebook, "x"), at: now)
    let late = try #require(try await claim(at: now))
    #expect(try await claim(at: now + .seconds(29)) == nil)
    let next = try #require(try await claim(at: now + .seconds(30)))
    #expect(next.id == late.id && next.attempt == 2 && next.lease != late.lease)
    #expect(try await late.finish(.done, in: db, at: now) == false)
    #expect(try await late.finish(.retry(at: now, error: "late"), in: db, at: now) == false)
    #expect(try await late.finish(.dead(error: "late"), in: db, at: now) == false)
    #expect(try await rows() == 1)
    #expect(try await next.finish(.done, in: db, at: now))
    #expect(try await rows() == 0)
  }

  @Test func `an extended lease holds`() async throws {
    let now = Instant.now
    try await db.enqueue(WriteDown(on: notebook, "x"), at: now)
    let job = try #require(try await claim(at: now))
    try await ClaimedJob.extend([job.lease], of: [job.id], in: db, until: now + .seconds(60))
    #expect(try await claim(at: now + .seconds(59)) == nil)
    #expect(try await claim(at: now + .seconds(60)) != nil)
  }

  @Test func `a job that kills what runs it becomes a dead letter`() async throws {
    let now = Instant.now
    try await db.enqueue(Explode(), at: now)
    for run in 0..<2 { #expect(try await claim(at: now + .seconds(run * 30))?.attempt == run + 1) }
    #expect(try await workshop.runJobs(of: db, at: now + .seconds(60)).map(\.outcome) == [.dead])
    #expect(try await DeadLetter.recent(in: db).first?.error.contains("begun 2 times") == true)
  }

  @Test func `a job given back is waiting again, and the run did not count`() async throws {
    let now = Instant.now
    try await db.enqueue(WriteDown(on: notebook, "x"), at: now)
    let job = try #require(try await claim(at: now))
    try await ClaimedJob.release([job.lease], of: [job.id], in: db, at: now)
    #expect(try await claim(at: now)?.attempt == 1)
  }

  @Test func `takes no more than it was asked for`() async throws {
    try await db.enqueue(all: (1...50).map { WriteDown(on: notebook, "\($0)") })
    let now = Instant.now
    let claimed = try await ClaimedJob.claim(7, in: db, at: now, until: now + .seconds(30))
    #expect(claimed.count == 7)
  }

  // MARK: - Other tenants

  @Test func `another tenant's jobs are out of reach`() async throws {
    let other = workshop.tenant()
    let now = Instant.now
    try await other.enqueue(Fail(notebook: notebook, givesUp: true))
    #expect(try await claim(at: now + .seconds(10)) == nil)
    #expect(try await workshop.runJobs(of: db).isEmpty)
    #expect(try await workshop.runJobs(of: other).count == 1)
    let letter = try #require(try await DeadLetter.recent(in: other).first)
    #expect(try await DeadLetter.recent(in: db).isEmpty)
    await #expect(throws: Failure.notFound) { try await DeadLetter.find(letter.id, in: db) }
    await #expect(throws: Failure.notFound) { try await DeadLetter.retry(letter.id, in: db) }
    await #expect(throws: Failure.notFound) { try await DeadLetter.discard(letter.id, in: db) }
    #expect(try await DeadLetter.find(letter.id, in: other).id == letter.id)
  }

  /// Without the filter of the statements, row security alone.
  @Test(arguments: ["jobs", "events"])
  func `row security keeps tenants apart`(table: String) async throws {
    let other = workshop.tenant()
    try await other.publish(BellRang(notebook: notebook))
    let counting: SQL = table == "jobs" ? "select count(*) from jobs" : "select count(*) from events"
    #expect(try await db.one(counting, as: Int.self) == 0)
    #expect(try await other.one(counting, as: Int.self) == (table == "jobs" ? 3 : 1))
    #expect(try await db.run("update jobs set error = 'x'") == 0)
    #expect(try await db.run("delete from jobs") == 0)
    await #expect(throws: DatabaseError.self) {
      try await db.run(
        """
        insert into events (tenant_id, id, name, payload, occurred_at)
        values (\(other.tenant), \(JobID()), 'x', '{}', \(Instant.now))
        """)
    }
    await #expect(throws: DatabaseError.self) {
      try await workshop.databases.global.one(counting, as: Int.self)
    }
  }

  @Test func `the platform sees who has something due, and no payload`() async throws {
    let later = Instant.now + .seconds(100_000)
    try await db.enqueue(WriteDown(on: notebook, "secret"), at: later)
    let due = try await DueTenant.all(in: workshop.databases.platform, by: later)
    #expect(due.contains { $0.id == db.tenant && abs($0.due.microseconds - later.microseconds) < 2 })
    await #expect(throws: DatabaseError.self) {
      try await workshop.databases.platform.all("select payload::text from jobs", as: String.self)
    }
    await #expect(throws: DatabaseError.self) {
      try await workshop.databases.platform.run("delete from jobs")
    }
  }

  private func claim(at now: Instant) async throws -> ClaimedJob? {
    try await ClaimedJob.claim(1, in: db, at: now, until: now + .seconds(30)).first
  }

  private func rows() async throws -> Int {
    try await db.one("select count(*) from jobs where tenant_id = \(db.tenant)", as: Int.self)
  }

  private func insert(name: String, payload: String, version: Int = 1) async throws {
    try await db.run(
      """
      insert into jobs (tenant_id, id, name, version, payload, priority, state, attempt, created_at, due_at)
      values (\(db.tenant), \(JobID()), \(name), \(version), \(payload)::jsonb, 1, 'waiting', 0, \(Instant.now),
              \(Instant.now - .seconds(1)))
      """)
  }
}
