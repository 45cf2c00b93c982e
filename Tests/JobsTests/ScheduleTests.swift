import Basics
import Database
import Synchronization
import TestKit
import Testing

@testable import Jobs

/// Each in a database of its own: the platform's queue belongs to all.
@Suite(.serialized) struct `The schedule` {
  let notebook = Notebook()
  let dhaka: ScheduledTenant
  let newYork: ScheduledTenant
  /// 9:00 in Dhaka, 22:00 of the day before in New York.
  let morning = Instant(seconds: 1_795_143_600)

  init() throws {
    dhaka = ScheduledTenant(id: TenantID(), zone: try #require(TimeZoneRules("Asia/Dhaka")))
    newYork = ScheduledTenant(id: TenantID(), zone: try #require(TimeZoneRules("America/New_York")))
  }

  @Test func `two processes keep each appointment once`() async throws {
    let registry = registry([
      .platform("sweep", .every(.seconds(600))) { [notebook] in Sweep(notebook: notebook, due: $0) },
      .everyTenant("greet", .daily(hour: 9)) { [notebook] in WriteDown(on: notebook, "hello \($0)") },
    ])
    let workshop = try await Workshop.alone(registry)
    let clock = morning + .seconds(30)
    let workers = (0..<2).map { _ in worker(workshop, at: clock) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in workers { for _ in 0..<5 { group.addTask { try await worker.keepSchedule() } } }
      try await group.waitForAll()
    }
    try await workshop.databases.runPlatformJobs(by: registry, at: clock)
    for tenant in [dhaka, newYork] {
      try await workshop.databases.runJobs(of: tenant.id, by: registry, at: clock)
    }
    // New York's last nine o'clock was thirteen hours ago: within the day that is made up for.
    let early = morning - .seconds(13 * 3600)
    #expect(notebook.lines.sorted() == ["hello \(morning)", "hello \(early)", "swept \(morning)"].sorted())
    for worker in workers { try await worker.keepSchedule() }
    #expect(try await workshop.databases.runPlatformJobs(by: registry, at: clock).isEmpty)
    await workshop.databases.close()
  }

  @Test func `every tenant's day begins by its own clocks`() async throws {
    let registry = registry([
      .everyTenant("close-day", .daily(hour: 0)) { [notebook] in WriteDown(on: notebook, "\($0)") }
    ])
    let workshop = try await Workshop.alone(registry)
    let time = Mutex(morning)
    let worker = worker(workshop) { time.withLock { $0 } }
    var closed: [TenantID: [Instant]] = [:]
    for step in 1...(3 * 96) {
      let clock = morning + .seconds(step * 900)
      time.withLock { $0 = clock }
      try await worker.keepSchedule()
      try await workshop.databases.runPlatformJobs(by: registry, at: clock)
      for tenant in [dhaka, newYork] {
        let records = try await workshop.databases.runJobs(of: tenant.id, by: registry, at: clock)
        closed[tenant.id, default: []] += records.map { clock - $0.waited }
      }
    }
    let midnight = morning + .seconds(15 * 3600)
    #expect(closed[dhaka.id]?.suffix(3) == [0, 1, 2].map { midnight + .seconds($0 * 86400) })
    let there = morning + .seconds(2 * 3600)
    #expect(closed[newYork.id]?.suffix(3) == [0, 1, 2].map { there + .seconds($0 * 86400) })
    // One of each was made up for at the start.
    #expect(closed.values.allSatisfy { $0.count == 4 })
    await workshop.databases.close()
  }

  @Test func `after a night without a worker the last appointment is kept, and only that`() async throws {
    let registry = registry([
      .platform("sweep", .every(.seconds(600))) { [notebook] in Sweep(notebook: notebook, due: $0) }
    ])
    let workshop = try await Workshop.alone(registry)
    for clock in [morning, morning + .seconds(8 * 3600 + 60)] {
      try await worker(workshop, at: clock).keepSchedule()
      try await workshop.databases.runPlatformJobs(by: registry, at: clock)
    }
    #expect(notebook.lines == ["swept \(morning)", "swept \(morning + .seconds(8 * 3600))"])
    await workshop.databases.close()
  }

  @Test func `what was only kept for its key is forgotten after seven days`() async throws {
    let registry = registry([])
    let workshop = try await Workshop.alone(registry)
    let db = workshop.databases.tenant(dhaka.id)
    for (key, age) in [("old", 8), ("new", 6)] {
      let then = Instant.now - .seconds(age * 86400)
      try await db.enqueue(WriteDown(on: notebook, key), at: then, uniqueKey: key)
      try await workshop.databases.runJobs(of: dhaka.id, by: registry, at: then)
    }
    try await workshop.databases.enqueue(ForgetFinishedJobs())
    #expect(try await workshop.databases.runPlatformJobs(by: registry).map(\.outcome) == [.done])
    #expect(try await db.enqueue(WriteDown(on: notebook, "again"), uniqueKey: "new") == false)
    #expect(try await db.enqueue(WriteDown(on: notebook, "again"), uniqueKey: "old"))
    await workshop.databases.close()
  }

  @Test func `a worker keeps appointments by itself`() async throws {
    let registry = registry([
      .everyTenant("tick", .every(.seconds(1))) { [notebook] in WriteDown(on: notebook, "\($0)") }
    ])
    let workshop = try await Workshop.alone(registry)
    let workers = (0..<2).map { _ in
      Worker(databases: workshop.databases, on: TestPostgres.loops, registry: registry, report: { _ in })
    }
    for worker in workers { worker.start() }
    try await eventually { notebook.lines.count >= 6 }
    for worker in workers { await worker.drain(deadline: .seconds(5)) }
    let ticks = Dictionary(grouping: notebook.lines) { $0 }
    #expect(ticks.values.allSatisfy { $0.count == 2 }, "one for each of the two tenants: \(ticks)")
    await workshop.databases.close()
  }

  private func registry(_ schedule: [ScheduledJob]) -> JobRegistry {
    JobRegistry(
      jobs: [WriteDown.self], platformJobs: [Sweep.self], schedule: schedule,
      tenants: { [dhaka, newYork] _ in [dhaka, newYork] })
  }

  private func worker(_ workshop: Workshop, at now: Instant) -> Worker { worker(workshop) { now } }

  private func worker(_ workshop: Workshop, _ clock: @escaping @Sendable () -> Instant) -> Worker {
    var settings = WorkerSettings()
    settings.clock = clock
    return Worker(
      databases: workshop.databases, on: TestPostgres.loops, registry: workshop.registry, settings: settings,
      report: { _ in })
  }
}

struct Sweep: PlatformJob {
  static let name = "tests.sweep"
  let notebook: Notebook
  let due: Instant

  func run(_ context: PlatformJobContext) async throws { notebook.add("swept \(due)") }
}
