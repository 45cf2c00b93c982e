import Basics
import Database
import Glibc
import Synchronization
import TestKit
import Testing

@testable import Jobs

/// Each in a database of its own: a worker takes the jobs of every tenant it finds.
@Suite(.serialized) struct `A worker` {
  let workshop: Workshop
  let notebook = Notebook()

  init() async throws { workshop = try await Workshop.alone() }

  @Test func `runs a job as soon as it is committed, told by a notification`() async throws {
    try await withWorker { _, log in
      try await Task.sleep(for: .milliseconds(300))
      let db = workshop.tenant()
      let start = ContinuousClock.now
      try await db.enqueue(WriteDown(on: notebook, "x"))
      try await eventually { notebook.lines == ["x"] }
      #expect(ContinuousClock.now - start < .seconds(5), "scans come every minute here")
    }
  }

  @Test func `runs a job that is due soon when it is due`() async throws {
    try await withWorker { _, log in
      try await Task.sleep(for: .milliseconds(300))
      let db = workshop.tenant()
      try await db.enqueue(WriteDown(on: notebook, "soon"), at: .now + .milliseconds(700))
      try await eventually { log.records.count == 1 }
      #expect(try #require(log.records.first).waited < .seconds(3), "scans come every minute here")
    }
  }

  @Test func `finds by itself what no notification told of`() async throws {
    var settings = WorkerSettings()
    settings.scanning = .milliseconds(200)
    try await withWorker(settings) { _, log in
      let db = workshop.tenant()
      try await insertSilently(WriteDown(on: notebook, "x"), in: db)
      try await eventually { notebook.lines == ["x"] }
    }
  }

  @Test func `runs what was there before it started, and what comes due while it runs`() async throws {
    let db = workshop.tenant()
    try await db.enqueue(WriteDown(on: notebook, "before"))
    let due = Instant.now + .milliseconds(900)
    try await db.enqueue(WriteDown(on: notebook, "later"), at: due)
    try await withWorker { _, log in
      try await eventually { notebook.lines == ["before", "later"] }
      let record = try #require(log.records.last)
      #expect(record.waited < .seconds(3), "it was \(record.waited) late")
    }
  }

  @Test func `tries again after the wait`() async throws {
    let db = workshop.tenant()
    try await db.enqueue(FailQuickly(notebook: notebook))
    try await withWorker { worker, log in
      try await eventually { log.records.count == 3 }
      #expect(log.records.map(\.outcome.name) == ["retry", "retry", "dead"])
      let runs = worker.metrics.runs.map { "\($0.name) \($0.outcome) \($0.count)" }
      #expect(runs == ["tests.fail-quickly dead 1", "tests.fail-quickly retry 2"])
    }
  }

  @Test func `lets no tenant's hundred thousand jobs delay another's first`() async throws {
    let busy = workshop.tenant()
    let many = (0..<10_000).map { _ in WriteDown(on: notebook, "busy") }
    for _ in 0..<10 { try await busy.enqueue(all: many) }
    try await withWorker { _, log in
      try await eventually { log.records.count > 200 }
      var waits: [Duration] = []
      for number in 0..<20 {
        let other = workshop.tenant()
        try await other.enqueue(WriteDown(on: notebook, "first \(number)"))
        try await eventually { log.records.contains { $0.tenant == other.tenant } }
        waits.append(log.records.first { $0.tenant == other.tenant }?.waited ?? .seconds(99))
      }
      let level = try await QueueLevel.now(in: workshop.databases.platform)
      waits.sort()
      print("fairness: median \(waits[10]), longest \(waits[19]); \(level.due) jobs of the busy tenant left")
      #expect(level.due > 50_000, "the busy tenant was still busy")
      #expect(waits[10] < .milliseconds(100))
      #expect(waits[19] < .milliseconds(1000))
    }
  }

  @Test func `lets no tenant's long jobs delay another's first`() async throws {
    let busy = workshop.tenant()
    try await busy.enqueue(all: (0..<50).map { _ in TakeTime(notebook: notebook, milliseconds: 60_000) })
    try await withWorker { worker, log in
      try await eventually { notebook.lines.count == 4 }
      let other = workshop.tenant()
      try await other.enqueue(WriteDown(on: notebook, "first"))
      try await eventually { log.records.count == 1 }
      #expect(notebook.lines.filter { $0 == "began" }.count == 4, "half of the eight slots")
      #expect(await worker.drain(deadline: .zero) == 4)
    }
  }

  @Test func `goes on when the server has been restarted`() async throws {
    let server = try TestServer()
    let database = try await TestDatabase.make(
      on: server.url(), migrations: TestPostgres.root + "/migrations")
    let worker = Worker(
      databases: database.databases, on: TestPostgres.loops, registry: workshop.registry, settings: quiet,
      report: { _ in })
    worker.start()
    let db = database.databases.tenant(TenantID())
    try await db.enqueue(WriteDown(on: notebook, "before"))
    try await eventually { notebook.lines == ["before"] }
    server.stop(SIGQUIT)
    try server.start()
    try await eventually {
      (try? await db.enqueue(WriteDown(on: notebook, "after"), uniqueKey: "after")) != nil
    }
    try await eventually { notebook.lines == ["before", "after"] }
    await worker.drain(deadline: .seconds(1))
    await database.databases.close()
    server.stop()
  }

  @Test func `two of them share the work, and each effect happens once`() async throws {
    let db = workshop.tenant()
    try await db.enqueue(all: (0..<500).map { _ in WriteOnce(counter: "race") })
    try await withWorker { first, _ in
      let second = worker(quiet)
      second.start()
      try await eventually { try await WriteOnce.count("race", in: db) == 500 }
      try await eventually { try await isEmpty(db) }
      let runs = [first, second].map { worker in worker.metrics.runs.reduce(0) { $0 + $1.count } }
      #expect(runs[0] > 0 && runs[1] > 0 && runs[0] + runs[1] == 500, "\(runs)")
      await second.drain(deadline: .seconds(5))
      #expect(try await WriteOnce.count("race", in: db) == 500)
    }
  }

  @Test func `takes over from one that died, when its lease has run out`() async throws {
    let db = workshop.tenant()
    try await db.enqueue(WriteDown(on: notebook, "x"))
    let now = Instant.now
    let dead = try await ClaimedJob.claim(1, in: db, at: now, until: now + .milliseconds(1500))
    #expect(dead.count == 1)
    try await withWorker { _, log in
      try await eventually { log.records.count == 1 }
      #expect(Instant.now >= now + .milliseconds(1500))
      #expect(log.records.first?.attempt == 2)
    }
  }

  @Test func `keeps the lease of a job that runs for longer`() async throws {
    let db = workshop.tenant()
    try await db.enqueue(TakeTime(notebook: notebook, milliseconds: 4000))
    var settings = quiet
    settings.lease = .milliseconds(1800)
    settings.scanning = .milliseconds(300)
    try await withWorker(settings) { _, _ in
      let second = worker(settings)
      second.start()
      try await eventually { notebook.lines.contains("ended") }
      #expect(notebook.lines == ["began", "ended"])
      await second.drain(deadline: .seconds(5))
    }
  }

  // MARK: - Stopping

  @Test func `lets running jobs end when it stops, and takes no more`() async throws {
    let db = workshop.tenant()
    try await withWorker { worker, log in
      try await db.enqueue(TakeTime(notebook: notebook, milliseconds: 500))
      try await eventually { notebook.lines == ["began"] }
      async let drained = worker.drain(deadline: .seconds(10))
      try await Task.sleep(for: .milliseconds(50))
      try await db.enqueue(WriteDown(on: notebook, "too late"))
      #expect(await drained == 0)
      #expect(notebook.lines == ["began", "ended"])
      #expect(log.records.map(\.outcome) == [.done])
      #expect(try await isEmpty(db) == false)
    }
  }

  @Test func `gives back at the deadline what has not ended`() async throws {
    let db = workshop.tenant()
    try await withWorker { worker, log in
      try await db.enqueue(TakeTime(notebook: notebook, milliseconds: 60_000))
      try await eventually { notebook.lines == ["began"] }
      let start = ContinuousClock.now
      #expect(await worker.drain(deadline: .milliseconds(300)) == 1)
      #expect(ContinuousClock.now - start < .seconds(10))
      #expect(log.records.map(\.outcome) == [.released])
      let next = try #require(
        try await ClaimedJob.claim(1, in: db, at: .now, until: .now + .seconds(30)).first)
      #expect(next.attempt == 1)
    }
  }

  @Test func `stops at once when there is nothing to do`() async throws {
    let start = ContinuousClock.now
    try await withWorker { _, _ in try await Task.sleep(for: .milliseconds(100)) }
    #expect(ContinuousClock.now - start < .seconds(4))
  }

  // MARK: - Counting

  @Test func `the level of the queues says what waits, runs and has died`() async throws {
    let db = workshop.tenant()
    let now = Instant.now
    try await db.enqueue(Fail(notebook: notebook, givesUp: true), at: now - .seconds(50))
    try await workshop.runJobs(of: db)
    try await db.enqueue(all: (0..<3).map { _ in WriteDown(on: notebook, "x") }, at: now - .seconds(40))
    try await db.enqueue(all: (0..<2).map { _ in WriteDown(on: notebook, "x") }, at: now + .seconds(40))
    _ = try await ClaimedJob.claim(1, in: db, at: now, until: now + .seconds(30))
    let level = try await QueueLevel.now(in: workshop.databases.platform, at: now)
    #expect([level.due, level.later, level.running, level.dead] == [2, 2, 1, 1])
    #expect(level.oldest == now - .seconds(40))
  }

  // MARK: - Around

  private var quiet: WorkerSettings {
    var settings = WorkerSettings()
    settings.scanning = .seconds(60)
    settings.keepsSchedule = false
    return settings
  }

  private func worker(
    _ settings: WorkerSettings, _ report: @escaping @Sendable (WorkerReport) -> Void = { _ in }
  ) -> Worker {
    Worker(
      databases: workshop.databases, on: TestPostgres.loops, registry: workshop.registry, settings: settings,
      report: report)
  }

  private func withWorker(
    _ settings: WorkerSettings? = nil, _ body: (Worker, WorkerLog) async throws -> Void
  ) async throws {
    let log = WorkerLog()
    let worker = worker(settings ?? quiet) { log.add($0) }
    worker.start()
    do {
      try await body(worker, log)
    } catch {
      await worker.drain(deadline: .seconds(1))
      throw error
    }
    await worker.drain(deadline: .seconds(5))
    #expect(log.failures == [])
    await workshop.databases.close()
  }

  private func insertSilently(_ job: WriteDown, in db: TenantDatabase) async throws {
    try await db.run(
      """
      insert into jobs (tenant_id, id, name, version, payload, priority, state, attempt, created_at, due_at)
      values (\(db.tenant), \(JobID()), \(WriteDown.name), 1, \(try json(job))::jsonb, 1, 'waiting', 0,
              \(Instant.now), \(Instant.now))
      """)
  }

  private func isEmpty(_ db: TenantDatabase) async throws -> Bool {
    try await db.one("select count(*) from jobs where tenant_id = \(db.tenant)", as: Int.self) == 0
  }
}

/// What a worker reported.
final class WorkerLog: Sendable {
  private let reports = Mutex<[WorkerReport]>([])

  func add(_ report: WorkerReport) { reports.withLock { $0.append(report) } }

  var records: [JobRecord] {
    reports.withLock { $0 }.compactMap { if case .ran(let record) = $0 { record } else { nil } }
  }

  var failures: [String] {
    reports.withLock { $0 }.compactMap {
      if case .failed(let what, let why) = $0 { "\(what): \(why)" } else { nil }
    }
  }
}

struct TookTooLong: Error {}

/// Waits for something to become true.
func eventually(within limit: Duration = .seconds(20), _ isTrue: () async throws -> Bool) async throws {
  let deadline = ContinuousClock.now + limit
  while try await !isTrue() {
    guard ContinuousClock.now < deadline else { throw TookTooLong() }
    try await Task.sleep(for: .milliseconds(10))
  }
}
