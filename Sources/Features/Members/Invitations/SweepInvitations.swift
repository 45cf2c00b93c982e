import Basics
import Database
import Jobs

/// Takes away invitations that nobody took up: they hold the addresses of people who never came.
package struct SweepInvitations: Job {
  package static let name = "members.sweep-invitations"
  static let appointment = ScheduledJob.everyTenant("sweep-invitations", .daily(hour: 4, minute: 10)) { _ in
    SweepInvitations()
  }

  /// So long the page of invitations shows those that ran out or were revoked.
  static let kept = Duration.seconds(90 * 24 * 3600)

  package init() {}

  package func run(_ context: JobContext) async throws {
    try await SweepInvitations.sweep(at: context.now, in: context.db)
  }

  @discardableResult
  static func sweep(at now: Instant, in db: TenantDatabase) async throws -> Int {
    try await db.run(
      """
      delete from invitations
       where tenant_id = \(db.tenant) and accepted_at is null and ends_at <= \(now - kept)
      """)
  }
}
