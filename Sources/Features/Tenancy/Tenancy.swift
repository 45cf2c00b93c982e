import Basics
import Database
import Web

/// The businesses that use Haat: what each is called, where it is found, how it writes, counts and dates; and the
/// numbers that it counts.
///
/// Owns `tenants` and `counters`.
package enum Tenancy {
  /// Founds a business.
  /// - Throws: `SlugTaken`.
  package static func create(_ tenant: Tenant, at now: Instant = .now, in db: PlatformDatabase) async throws {
    guard try await tenant.insert(at: now, in: db) else { throw SlugTaken() }
  }
}

/// Somebody has this address already.
package struct SlugTaken: Error {}
