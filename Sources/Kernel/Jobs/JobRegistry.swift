import Basics
import Database
import Storage

/// Every job, listener and appointment of the program, collected at start: what a worker can do.
///
/// The databases carry it as their attachment, so that whoever publishes reaches the listeners.
package struct JobRegistry: Sendable {
  private let work: [String: RegisteredWork]
  private let listeners: [ObjectIdentifier: [Listener]]
  let schedule: [String: ScheduledJob]
  let tenants: @Sendable (Databases) async throws -> [ScheduledTenant]
  /// What the jobs are handed; a folder that can hold nothing until it is set.
  package var storage = FileStorage(root: "/dev/null")
  /// What the jobs of features are handed beside that.
  package var provisions = Provisions()

  /// - Parameter tenants: Everyone for whom the schedule's jobs of tenants run.
  package init(
    jobs: [any Job.Type] = [], platformJobs: [any PlatformJob.Type] = [], listeners: [Listener] = [],
    schedule: [ScheduledJob] = [],
    tenants: @escaping @Sendable (Databases) async throws -> [ScheduledTenant] = { _ in [] }
  ) {
    let own: [any PlatformJob.Type] = [EnqueueForTenants.self, ForgetFinishedJobs.self]
    let all = jobs.map { RegisteredWork($0) } + (platformJobs + own).map { RegisteredWork($0) }
    work = all.keyed(by: \.name)
    self.listeners = Dictionary(grouping: listeners, by: \.event)
    self.schedule = (schedule + [ForgetFinishedJobs.appointment]).keyed(by: \.name)
    self.tenants = tenants
  }

  func jobs(for event: some Event) -> [any Job] {
    (listeners[ObjectIdentifier(type(of: event))] ?? []).flatMap { $0.jobs(event) }
  }

  func work(named name: String) throws -> RegisteredWork {
    guard let found = work[name] else { throw JobError.unknownName(name) }
    return found
  }
}

/// A kind of job, with its type forgotten.
struct RegisteredWork: Sendable {
  let name: String
  let retries: RetryPolicy
  let timeLimit: Duration
  /// Reads the payload, and gives back what runs it.
  let decode: @Sendable (_ payload: String, _ version: Int) throws -> Body

  typealias Body = @Sendable (RunContext) async throws -> Void

  init<Work: Job>(_: Work.Type) {
    self.init(Work.self) { job, run in
      try await job.run(
        JobContext(
          id: run.id, db: run.databases.tenant(run.tenant), storage: run.registry.storage, now: run.now,
          attempt: run.attempt, isLast: run.isLast, provisions: run.registry.provisions, remarks: run.remarks)
      )
    }
  }

  init<Work: PlatformJob>(_: Work.Type) {
    self.init(Work.self) { job, run in
      try await job.run(
        PlatformJobContext(
          id: run.id, databases: run.databases, storage: run.registry.storage, now: run.now,
          attempt: run.attempt, isLast: run.isLast, registry: run.registry))
    }
  }

  private init<Work: QueuedWork>(
    _: Work.Type, _ run: @escaping @Sendable (Work, RunContext) async throws -> Void
  ) {
    name = Work.name
    retries = Work.retries
    timeLimit = Work.timeLimit
    decode = { payload, version in
      let job = try Work.decode(payload, version: version)
      return { context in try await run(job, context) }
    }
  }
}

/// What a run of any kind of job has at hand.
struct RunContext: Sendable {
  let id: JobID
  let tenant: TenantID
  let databases: Databases
  let registry: JobRegistry
  let now: Instant
  let attempt: Int
  let isLast: Bool
  let remarks: JobRemarks
}

extension Array {
  /// By names that may not occur twice: a mistake in the program, found when it starts.
  func keyed(by name: (Element) -> String) -> [String: Element] {
    Dictionary(map { (name($0), $0) }) { first, _ in preconditionFailure("two are called \(name(first))") }
  }
}
