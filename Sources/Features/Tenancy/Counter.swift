import Basics
import Database

/// The numbers that people see: counted up per business and kind of thing, without regard to other businesses.
package enum Counter: String, Sendable {
  case orders, customers

  /// Takes `count` numbers that follow each other and gives the first.
  ///
  /// The counter's row stays locked until the transaction ends, so that what is rolled back leaves no gap.
  package func take(_ count: Int, in db: TenantDatabase) async throws -> Int {
    let last = try await db.runOne(
      """
      insert into counters (tenant_id, name, value)
      values (\(db.tenant), \(rawValue), \(count))
      on conflict (tenant_id, name) do update set value = counters.value + excluded.value
      returning value
      """,
      as: Int.self)
    return last - count + 1
  }
}
