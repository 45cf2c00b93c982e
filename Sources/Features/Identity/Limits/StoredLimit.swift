import Basics
import Crypto
import Database
import Web

/// How often something may be tried, counted in the database: by all processes together, and past a restart.
///
/// For what is rare and costly. A token bucket in one row and one statement, kept as the moment when it is full again.
package struct StoredLimit: Sendable {
  let name: String
  let burst: Int
  let refill: Duration

  package init(name: String, burst: Int, refill: Duration) {
    self.name = name
    self.burst = burst
    self.refill = refill
  }

  /// Takes one try, or says how long to wait for the next.
  package func take(_ key: String, at now: Instant, in db: PlatformDatabase) async throws -> Duration? {
    let hash = hash(of: key)
    let room = now + refill * burst
    let taken = try await db.run(
      """
      insert into rate_limits (key, full_at) values (\(hash), \(now + refill))
      on conflict (key) do update
         set full_at = greatest(rate_limits.full_at, \(now)) + (excluded.full_at - \(now))
       where greatest(rate_limits.full_at, \(now)) + (excluded.full_at - \(now)) <= \(room)
      """
    )
    if taken == 1 { return nil }
    let full = try await db.first("select full_at from rate_limits where key = \(hash)", as: Instant.self)
    return max(.milliseconds(1), (full ?? now) + refill - room)
  }

  /// After a success: what went before does not count.
  func forget(_ key: String, in db: PlatformDatabase) async throws {
    try await db.run("delete from rate_limits where key = \(hash(of: key))")
  }

  /// Nobody's address stands in the table.
  private func hash(of key: String) -> [UInt8] { SHA256.hash("\(name) \(key)") }
}
