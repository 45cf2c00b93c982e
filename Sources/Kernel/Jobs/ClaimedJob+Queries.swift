import Basics
import Database

extension ClaimedJob {
  /// Takes up to so many of the tenant's due jobs, those too whose lease has run out.
  ///
  /// The array makes PostgreSQL choose them once: as a join it might choose again, and other ones, and take too many.
  static func claim(
    _ limit: Int, in db: TenantDatabase, at now: Instant, until leaseEnd: Instant
  ) async throws -> [ClaimedJob] {
    let claimed = try await db.runAll(
      """
      update jobs
         set state = 'running', attempt = attempt + 1, lease = \(Lease()), leased_until = \(leaseEnd)
       where tenant_id = \(db.tenant)
         and id = any(array(
               select id
                 from jobs
                where tenant_id = \(db.tenant) and finished_at is null and due_at <= \(now)
                  and (leased_until is null or leased_until <= \(now))
                order by priority, due_at, id
                limit \(limit)
                  for update skip locked))
      returning id, name, version, payload::text, attempt, due_at, lease, unique_key is not null
      """, as: ClaimedJob.self)
    return claimed.sorted { ($0.due, $0.id) < ($1.due, $1.id) }
  }

  /// Keeps the leases of running jobs from running out.
  static func extend(_ leases: [Lease], of jobs: [JobID], in db: TenantDatabase, until end: Instant)
    async throws
  {
    try await db.run(
      """
      update jobs
         set leased_until = \(end)
       where tenant_id = \(db.tenant) and id = any(\(jobs)) and lease = any(\(leases))
      """)
  }

  /// Gives jobs back that were begun and are not to be ended here. The run does not count.
  static func release(_ leases: [Lease], of jobs: [JobID], in db: TenantDatabase, at now: Instant)
    async throws
  {
    try await db.run([
      """
      update jobs
         set state = 'waiting', attempt = attempt - 1, lease = null, leased_until = null
       where tenant_id = \(db.tenant) and id = any(\(jobs)) and lease = any(\(leases))
      """,
      db.wakeUp(at: now),
    ])
  }

  /// Writes down how the run ended. False when the lease had gone to somebody else.
  func finish(_ ending: JobEnding, in db: TenantDatabase, at now: Instant) async throws -> Bool {
    try await db.run(statement(for: ending, db.tenant, now)) == 1
  }

  private func statement(for ending: JobEnding, _ tenant: TenantID, _ now: Instant) -> SQL {
    let mine: SQL = "tenant_id = \(tenant) and id = \(id) and lease = \(lease)"
    switch ending {
    case .done where hasUniqueKey:
      // Stays for a while, so that the key is known.
      return """
        update jobs
           set state = 'done', finished_at = \(now), error = null, lease = null, leased_until = null
         where \(fragment: mine)
        """
    case .done:
      return "delete from jobs where \(fragment: mine)"
    case .retry(let due, let error):
      return """
        update jobs
           set state = 'waiting', due_at = \(due), error = \(error), lease = null, leased_until = null
         where \(fragment: mine)
        """
    case .dead(let error):
      return """
        update jobs
           set state = 'dead', finished_at = \(now), error = \(error), lease = null, leased_until = null
         where \(fragment: mine)
        """
    }
  }
}

/// How a run ended.
enum JobEnding: Sendable {
  case done
  case retry(at: Instant, error: String)
  case dead(error: String)
}
