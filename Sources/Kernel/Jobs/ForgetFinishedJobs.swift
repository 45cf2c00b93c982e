import Basics
import Database

/// Deletes jobs that ended more than seven days ago and were only kept for their unique key. Dead letters stay.
struct ForgetFinishedJobs: PlatformJob {
  static let name = "jobs.forget-finished"
  static let timeLimit: Duration = .seconds(600)
  static let appointment = ScheduledJob.platform(name, .daily(hour: 3, minute: 20)) { _ in
    ForgetFinishedJobs()
  }

  func run(_ context: PlatformJobContext) async throws {
    let limit = context.now - .seconds(7 * 86400)
    let tenants = try await context.databases.platform.all(
      """
      select /* every tenant */ tenant_id from jobs
       where state = 'done' and finished_at < \(limit) group by tenant_id
      """, as: TenantID.self)
    for tenant in tenants {
      let db = context.databases.tenant(tenant)
      try await db.run(
        "delete from jobs where tenant_id = \(tenant) and state = 'done' and finished_at < \(limit)")
    }
  }
}
