import Basics
import Database
import TestKit

/// The tables of a migrated database, as the server tells them.
enum Schema {
  /// Tables that belong to no one tenant, and are read to find one. Identity and Tenancy alone use them.
  static let global: Set<String> = [
    "account_links", "address_changes", "challenges", "factor_tries", "late_forms", "memberships", "passkeys",
    "people", "rate_limits",
    "recovery_codes", "roles", "schema_migrations", "session_assurances", "sessions", "sign_in_challenges",
    "sign_in_emails", "sign_ups", "step_up_tickets", "tenant_policies", "tenants", "totp_secrets",
    "trusted_devices",
  ]

  static func names(_ sql: SQL) async throws -> [String] {
    try await TestPostgres.shared().databases.global.all(sql, as: String.self)
  }

  /// Ordinary and partitioned tables of ours.
  static func tables() async throws -> [String] {
    try await names(
      """
      select relname::text from pg_class
       where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not relispartition
       order by 1
      """)
  }

  static func tenantTables() async throws -> [String] { try await tables().filter { !global.contains($0) } }
}
