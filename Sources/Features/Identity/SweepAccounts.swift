import Basics
import Database
import Jobs

/// Takes away what has run out: of every table of accounts whose rows end, so that what nobody can use any more is not there
/// to be stolen either.
package struct SweepAccounts: PlatformJob {
  package static let name = "identity.sweep-accounts"
  static let appointment = ScheduledJob.platform("sweep-accounts", .every(.seconds(3600))) { _ in
    SweepAccounts()
  }

  package init() {}

  package func run(_ context: PlatformJobContext) async throws {
    try await SweepAccounts.sweep(at: context.now, in: context.databases.global)
  }

  static func sweep(at now: Instant, in db: PlatformDatabase) async throws {
    // Each by itself: one long transaction would hold up who signs in meanwhile.
    for (_, statement) in statements(at: now) { try await db.run(statement) }
  }

  /// By table. Those that keep something for a while say why where it is read.
  package static func statements(at now: Instant) -> [(table: String, SQL)] {
    [
      ("account_links", "delete from account_links where ends_at <= \(now)"),
      (
        "address_changes",
        "delete from address_changes where ends_at <= \(now - AddressChange.keptAfterEnd)"
      ),
      ("challenges", "delete from challenges where ends_at <= \(now)"),
      ("factor_tries", "delete from factor_tries where free_at <= \(now - FactorTries.kept)"),
      ("late_forms", "delete from late_forms where ends_at <= \(now)"),
      ("rate_limits", "delete from rate_limits where full_at <= \(now)"),
      ("sessions", "delete from sessions where ends_at <= \(now - StoredSessions.keptAfterEnd)"),
      ("sign_in_challenges", "delete from sign_in_challenges where ends_at <= \(now)"),
      ("sign_ups", "delete from sign_ups where created_at <= \(now - PendingSignUp.keeps)"),
      ("step_up_tickets", "delete from step_up_tickets where ends_at <= \(now - StoredProofs.kept)"),
      (
        "totp_secrets",
        """
        delete from totp_secrets
         where sealed is null and (pending_at is null or pending_at <= \(now - AuthenticatorApp.patience))
        """
      ),
      (
        "totp_secrets",
        """
        update totp_secrets set pending = null, pending_at = null, pending_session = null
         where sealed is not null and pending_at <= \(now - AuthenticatorApp.patience)
        """
      ),
      ("trusted_devices", "delete from trusted_devices where ends_at <= \(now)"),
    ]
  }
}
