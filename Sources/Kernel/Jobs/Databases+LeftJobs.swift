import Basics
import Database

extension Databases {
  /// Lets jobs run at once that a killed process was at, instead of when their leases end.
  ///
  /// Only for who knows that no worker is alive, such as the one process that has the database to itself, at its start.
  package func takeUpLeftJobs(at now: Instant = .now) async throws {
    let tenants = try await platform.all(
      """
      select /* every tenant */ distinct tenant_id from jobs where finished_at is null and leased_until > \(now)
      """, as: TenantID.self)
    for id in tenants {
      try await tenant(id).run(
        """
        update jobs set leased_until = \(now)
         where tenant_id = \(id) and finished_at is null and leased_until > \(now)
        """)
    }
  }
}
