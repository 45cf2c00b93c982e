import Basics
import Database
import Jobs

/// Deletes mails three months after they were written, and what a failed one said after a week: its links and codes have
/// run out long before.
struct ForgetOldMails: PlatformJob {
  static let name = "mail.forget-old"
  static let timeLimit: Duration = .seconds(600)

  func run(_ context: PlatformJobContext) async throws {
    let (week, quarter) = (context.now - .seconds(7 * 86400), context.now - .seconds(90 * 86400))
    let tenants = try await context.databases.platform.all(
      """
      select /* every tenant */ distinct tenant_id from mails
       where created_at < \(quarter) or state = 'failed' and ended_at < \(week)
      """, as: TenantID.self)
    for tenant in tenants {
      try await context.databases.tenant(tenant).run([
        "delete from mails where tenant_id = \(tenant) and created_at < \(quarter)",
        """
        update mails set body = null
         where tenant_id = \(tenant) and state = 'failed' and ended_at < \(week) and body is not null
        """,
      ])
    }
  }
}
