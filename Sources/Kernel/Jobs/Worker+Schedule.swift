import Basics
import Database
import Synchronization

extension Worker {
  /// Makes the appointments that have come due since this process last looked; at its start, those of the day before.
  /// Whichever worker is first makes one, by its unique key.
  func keepSchedule() async throws {
    let now = settings.clock()
    let marks = state.withLock { $0.marks }
    let queue = databases.tenant(.platform)
    for appointment in registry.schedule.values {
      let last = marks[appointment.name] ?? now - .seconds(86400)
      let mark = appointment.mark(at: now)
      guard mark > last else { continue }
      try await queue.insert([appointment.appointment(after: last, upTo: mark)], at: now)
      state.withLock { $0.marks[appointment.name] = mark }
    }
  }
}

extension Databases {
  /// Puts a job into the platform's queue. See `TenantDatabase.enqueue`.
  @discardableResult
  package func enqueue(
    _ job: some PlatformJob, at due: Instant = .now, uniqueKey: String? = nil
  ) async throws -> Bool {
    try await tenant(.platform).insert([NewJob(job, at: due, uniqueKey: uniqueKey)]) == 1
  }

  /// For tests: as `runJobs(of:by:at:)`, for the platform's queue.
  @discardableResult
  package func runPlatformJobs(by registry: JobRegistry, at now: Instant? = nil) async throws -> [JobRecord] {
    try await runJobs(of: .platform, by: registry, at: now)
  }
}

/// Puts an appointment into the queue of every tenant for whom it has come due. May be repeated: each has its key.
struct EnqueueForTenants: PlatformJob {
  static let name = "jobs.enqueue-for-tenants"
  static let timeLimit: Duration = .seconds(600)

  let appointment: String
  let after: Instant
  let upTo: Instant

  func run(_ context: PlatformJobContext) async throws {
    // An appointment that this version of the program no longer has is nobody's loss.
    guard let appointment = context.registry.schedule[appointment],
      case .tenants(let zone, let job) = appointment.scope
    else { return }
    for tenant in try await context.registry.tenants(context.databases) {
      let due = appointment.recurrence.latest(upTo: upTo, in: zone ?? tenant.zone)
      guard due > after else { continue }
      let key = "schedule \(appointment.name) \(due.microseconds)"
      try await context.databases.tenant(tenant.id).insert([NewJob(job(due), at: due, uniqueKey: key)])
    }
  }
}
