import Basics
import Database
import Jobs

/// Seals what every tenant has recorded since the last time. Only those who have something cost anything.
package struct SealAudit: PlatformJob {
  package static let name = "audit.seal"
  package static let timeLimit: Duration = .seconds(300)
  /// Nothing is to wait for longer than a minute, the job's own wait included.
  package static let appointment = ScheduledJob.platform(name, .every(.seconds(30))) { _ in SealAudit() }

  package init() {}

  package func run(_ context: PlatformJobContext) async throws {
    guard let sealer = context.provided(AuditSealer.self) else {
      throw JobError.giveUp("The program was started without keys to seal with.")
    }
    let tenants = try await context.databases.platform.all(
      "select /* every tenant */ distinct tenant_id from audit_unsealed", as: TenantID.self)
    // In no order, so that a run that is broken off leaves others behind than the next.
    for tenant in tenants.shuffled() {
      try Task.checkCancellation()
      do {
        try await sealer.sealAll(in: context.databases.tenant(tenant), at: .now)
      } catch {
        sealer.tell(.failed(tenant, error))
      }
    }
  }
}
