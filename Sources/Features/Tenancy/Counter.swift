import Basics
import Database

/// The numbers that people see, such as those of orders: each business counts its own, without gaps.
package enum Counter {
  /// The next numbers of one kind. The row stays locked until the caller's transaction ends, so that numbers of a
  /// transaction that failed are given again.
  package static func next(_ name: String, count: Int = 1, in db: TenantDatabase) async throws -> ClosedRange<
    Int
  > {
    precondition(count > 0, "a counter only goes up")
    let last = try await db.runOne(
      """
      insert into counters (tenant_id, name, value) values (\(db.tenant), \(name), \(count))
      on conflict (tenant_id, name) do update set value = counters.value + excluded.value
      returning value
      """, as: Int.self)
    return (last - count + 1)...last
  }

  /// Waits for everybody who is giving numbers, and keeps others from it until the caller's transaction ends: only then do
  /// later statements see whatever has a number. In the order in which imports take them.
  package static func lockAll(in db: TenantDatabase) async throws {
    _ = try await db.runAll(
      "select name from counters where tenant_id = \(db.tenant) order by name for update", as: String.self)
  }
}
