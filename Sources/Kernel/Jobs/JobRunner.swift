import Basics
import Database

/// Runs claimed jobs, one at a time, and writes down what became of them.
struct JobRunner: Sendable {
  let databases: Databases
  let registry: JobRegistry
  let clock: @Sendable () -> Instant

  /// - Parameter isReleased: Asked behind the run: whether the job has been given back meanwhile.
  func run(_ job: ClaimedJob, of tenant: TenantID, isReleased: () -> Bool = { false }) async -> JobRecord {
    let start = clock()
    let begin = monotonicNanoseconds()
    let remarks = JobRemarks()
    let ending = await ending(of: job, tenant, start, remarks)
    let took = Duration.nanoseconds(Int64(monotonicNanoseconds() - begin))
    var error = ending.error
    var outcome = JobOutcome.released
    if !isReleased() {
      do {
        let isMine = try await job.finish(ending, in: databases.tenant(tenant), at: clock())
        outcome = isMine ? ending.outcome : .lost
      } catch let failure {
        // Nothing is lost: the lease runs out, and the job runs again.
        outcome = isReleased() ? .released : .lost
        error = [error, "the end was not written: \(failure)"].compactMap { $0 }.joined(separator: "; ")
      }
    }
    return JobRecord(
      tenant: tenant, id: job.id, name: job.name, attempt: job.attempt, outcome: outcome,
      waited: max(.zero, start - job.due), took: took, error: error, remark: remarks.text)
  }

  private func ending(
    of job: ClaimedJob, _ tenant: TenantID, _ now: Instant, _ remarks: JobRemarks
  ) async -> JobEnding {
    do {
      let work = try registry.work(named: job.name)
      do {
        guard job.attempt <= work.retries.attempts else { throw JobError.abandoned(runs: job.attempt - 1) }
        let body = try read(job, by: work)
        let context = RunContext(
          id: job.id, tenant: tenant, databases: databases, registry: registry, now: now,
          attempt: job.attempt,
          isLast: job.attempt == work.retries.attempts, remarks: remarks)
        try await limited(to: work.timeLimit) { try await body(context) }
        return .done
      } catch  where job.attempt < work.retries.attempts && mayHelp(anotherRunAfter: error) {
        return .retry(at: clock() + work.retries.delay(after: job.attempt), error: text(of: error))
      }
    } catch {
      return .dead(error: text(of: error))
    }
  }

  private func read(_ job: ClaimedJob, by work: RegisteredWork) throws -> RegisteredWork.Body {
    do {
      return try work.decode(job.payload, job.version)
    } catch let error where !(error is JobError) {
      throw JobError.unreadablePayload("\(error)")
    }
  }

  /// Cancels the task when the time is up. A body that does not heed it holds its place, but not its lease.
  private func limited(
    to limit: Duration, _ body: @escaping @Sendable () async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: limit)
        throw JobError.timedOut(limit)
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func mayHelp(anotherRunAfter error: any Error) -> Bool {
    switch error {
    case JobError.timedOut: true
    default: !(error is JobError)
    }
  }

  /// Enough to understand it, and no more than a row should hold.
  private func text(of error: any Error) -> String {
    let text = error is JobError ? "\(error)" : "\(type(of: error)): \(error)"
    return String(text.filter { $0 != "\0" }.prefix(2000))
  }
}

extension JobEnding {
  var outcome: JobOutcome {
    switch self {
    case .done: .done
    case .retry(let due, _): .retry(at: due)
    case .dead: .dead
    }
  }

  var error: String? {
    switch self {
    case .done: nil
    case .retry(_, let error), .dead(let error): error
    }
  }
}

extension Databases {
  /// For tests: runs the tenant's jobs that are due, each once and one behind the other, until none is due.
  ///
  /// - Parameter now: What the jobs take for the present; without it the clock's time, so that jobs run too which
  ///   others have made.
  @discardableResult
  package func runJobs(of tenant: TenantID, by registry: JobRegistry, at now: Instant? = nil) async throws
    -> [JobRecord]
  {
    let clock: @Sendable () -> Instant = { now ?? .now }
    let runner = JobRunner(databases: self, registry: registry, clock: clock)
    let db = self.tenant(tenant)
    var records: [JobRecord] = []
    while let job = try await ClaimedJob.claim(1, in: db, at: clock(), until: clock() + .seconds(600)).first {
      records.append(await runner.run(job, of: tenant))
    }
    return records
  }
}
