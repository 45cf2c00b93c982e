import Basics
import Database
import FoundationEssentials

extension TenantDatabase {
  /// Puts a job into the tenant's queue: inside a transaction together with its changes.
  ///
  /// - Parameters:
  ///   - due: When it may run first; nothing is said about how soon behind that.
  ///   - uniqueKey: Of all jobs of this name, only one with this key is taken: while it is in the queue, and for
  ///     seven days behind its end.
  /// - Returns: false when the unique key had been taken.
  @discardableResult
  package func enqueue(
    _ job: some Job, at due: Instant = .now, uniqueKey: String? = nil, priority: JobPriority = .normal
  ) async throws -> Bool {
    let new = try NewJob(job, at: due, uniqueKey: uniqueKey, priority: priority)
    return try await insert([new]) == 1
  }

  /// The same for work of the platform, in the queue of `TenantID.platform` alone.
  @discardableResult
  package func enqueue(
    _ job: some PlatformJob, at due: Instant = .now, uniqueKey: String? = nil, priority: JobPriority = .normal
  ) async throws -> Bool {
    precondition(tenant == .platform, "a business has no work of the platform")
    return try await insert([NewJob(job, at: due, uniqueKey: uniqueKey, priority: priority)]) == 1
  }

  /// Puts many jobs of one kind into the queue with one statement.
  package func enqueue(
    all jobs: [some Job], at due: Instant = .now, priority: JobPriority = .normal
  ) async throws {
    try await insert(jobs.map { try NewJob($0, at: due, priority: priority) })
  }

  /// The statements that put a job into the queue: for who writes its rows with `run(_: [SQL])`, in one transaction and
  /// one round trip.
  package func enqueueing(_ job: some Job, at due: Instant = .now, priority: JobPriority = .normal) throws
    -> [SQL]
  {
    insertions(of: [try NewJob(job, at: due, priority: priority)], at: .now)
  }

  /// Lets the tenant's jobs of this name run at once that wait for their time.
  package func hasten(_ name: String, at now: Instant = .now) async throws {
    try await run([
      """
      update jobs
         set due_at = \(now)
       where tenant_id = \(tenant) and name = \(name) and state = 'waiting' and finished_at is null
         and due_at > \(now)
      """,
      wakeUp(at: now),
    ])
  }

  /// How many of them were new.
  @discardableResult
  func insert(_ jobs: [NewJob], at now: Instant = .now) async throws -> Int {
    try await run(insertions(of: jobs, at: now)).first ?? 0
  }

  /// The statements that put jobs into the queue and, where one is due soon, wake a worker.
  func insertions(of jobs: [NewJob], at now: Instant) -> [SQL] {
    guard let first = jobs.map(\.due).min() else { return [] }
    let insertion: SQL = """
      insert into jobs
        (tenant_id, id, name, version, payload, priority, unique_key, state, attempt, created_at, due_at)
      select \(tenant), new.id, new.name, new.version, new.payload::jsonb, new.priority, new.unique_key,
             'waiting', 0, \(now), new.due_at
        from unnest(\(jobs.map(\.id)), \(jobs.map(\.name)), \(jobs.map(\.version)), \(jobs.map(\.payload)),
                    \(jobs.map(\.priority.rawValue)), \(jobs.map(\.uniqueKey)), \(jobs.map(\.due)))
             as new (id, name, version, payload, priority, unique_key, due_at)
      on conflict (tenant_id, name, unique_key) where unique_key is not null do nothing
      returning id
      """
    // What is due later is found by the next scan, which looks as far ahead.
    return first <= now + WorkerSettings.horizon ? [insertion, wakeUp(at: first)] : [insertion]
  }

  /// A notification says which tenant has something to do, and when. It goes out with the commit; the same one twice
  /// in one transaction is sent once.
  func wakeUp(at due: Instant) -> SQL {
    "select pg_notify('jobs', \(WakeUp(tenant: tenant, due: due).payload))"
  }
}

/// What a notification says.
struct WakeUp: Equatable {
  let tenant: TenantID
  let due: Instant

  /// The tenant, a space, and microseconds since 1970.
  var payload: String { "\(tenant) \(due.microseconds)" }

  init(tenant: TenantID, due: Instant) {
    self.tenant = tenant
    self.due = due
  }

  init?(payload: String) {
    let words = payload.split(separator: " ")
    guard words.count == 2, let tenant = TenantID(words[0]), let microseconds = Int64(words[1]) else {
      return nil
    }
    self.init(tenant: tenant, due: Instant(microseconds: microseconds))
  }
}

/// A job on its way into the queue.
struct NewJob: Sendable {
  let id: JobID
  let name: String
  let version: Int32
  let payload: String
  let due: Instant
  let uniqueKey: String?
  let priority: JobPriority

  init<Work: QueuedWork>(
    _ job: Work, at due: Instant, uniqueKey: String? = nil, priority: JobPriority = .normal
  ) throws {
    id = JobID()
    name = Work.name
    version = Int32(Work.version)
    payload = try json(job)
    self.due = due
    self.uniqueKey = uniqueKey
    self.priority = priority
  }
}

func json(_ value: some Encodable) throws -> String {
  String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
}
