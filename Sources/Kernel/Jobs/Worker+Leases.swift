import Basics
import Database
import Synchronization

/// A job that runs in this process.
struct HeldJob: Sendable {
  let id: JobID
  let tenant: TenantID
  let lease: ClaimedJob.Lease
  /// Its lease is extended no further: it should have ended long ago, and others may take it.
  let end: Instant

  init(_ job: ClaimedJob, of tenant: TenantID, until end: Instant) {
    id = job.id
    self.tenant = tenant
    lease = job.lease
    self.end = end
  }
}

extension Worker {
  func patience(with job: ClaimedJob) -> Duration {
    let limit = (try? registry.work(named: job.name))?.timeLimit ?? .zero
    return limit + settings.lease
  }

  func extendLeases() async throws {
    let now = settings.clock()
    let held = state.withLock { $0.running.values.filter { $0.end > now } }
    for (tenant, jobs) in Dictionary(grouping: held, by: \.tenant) {
      try await ClaimedJob.extend(
        jobs.map(\.lease), of: jobs.map(\.id), in: databases.tenant(tenant), until: now + settings.lease)
    }
  }

  func giveBack(_ held: [HeldJob]) async throws {
    for (tenant, jobs) in Dictionary(grouping: held, by: \.tenant) {
      try await ClaimedJob.release(
        jobs.map(\.lease), of: jobs.map(\.id), in: databases.tenant(tenant), at: settings.clock())
    }
  }

  /// Looks, as the platform, for tenants with something due now or soon. The one place that asks all tenants at once.
  func scan() async throws {
    let now = settings.clock()
    let found = try await DueTenant.all(in: databases.platform, by: now + settings.scanning)
    state.withLock { state in
      for tenant in found { state.agenda.add(tenant.id, due: tenant.due, now: now) }
    }
  }
}

/// A tenant with something in its queue that a worker may take.
struct DueTenant: FromRow, Sendable {
  let id: TenantID
  let due: Instant

  init(row: inout Row) throws {
    id = try row.next()
    due = try row.next()
  }

  static func all(in db: PlatformDatabase, by horizon: Instant) async throws -> [DueTenant] {
    try await db.all(
      """
      select /* every tenant */ tenant_id, min(coalesce(leased_until, due_at))
        from jobs
       where finished_at is null and due_at <= \(horizon) and coalesce(leased_until, due_at) <= \(horizon)
       group by tenant_id
       order by 2
      """)
  }
}
