import Basics
import Database
import Web

extension SecurityPolicy {
  /// Of `second_factor`, `idle_minutes` and `longest_hours` of `tenant_policies`; the usual one where there is none.
  package static func next(in row: inout Row) throws -> SecurityPolicy {
    let roles: [String]? = try row.next()
    let idle: Int? = try row.next()
    let longest: Int? = try row.next()
    guard let roles, let idle, let longest else { return .usual }
    return SecurityPolicy(
      secondFactor: Set(roles), idle: .seconds(60 * idle), longest: .seconds(3600 * longest))
  }

  package var idleMinutes: Int { Int(idle.components.seconds) / 60 }
  package var longestHours: Int { Int(longest.components.seconds) / 3600 }

  /// The policy of a business as it is now, whatever the request's session was read with.
  package static func own(in db: TenantDatabase) async throws -> SecurityPolicy {
    try await db.first(
      "select second_factor, idle_minutes, longest_hours from tenant_policies where tenant_id = \(db.tenant)",
      as: StoredPolicy.self)?.policy ?? .usual
  }

  /// It holds for every session from its next request on.
  package func save(at now: Instant, in db: TenantDatabase) async throws {
    try await db.run(
      """
      insert into tenant_policies (tenant_id, second_factor, idle_minutes, longest_hours, changed_at)
      values (\(db.tenant), \(secondFactor.sorted()), \(idleMinutes), \(longestHours), \(now))
      on conflict (tenant_id) do update set second_factor = excluded.second_factor,
        idle_minutes = excluded.idle_minutes, longest_hours = excluded.longest_hours, changed_at = excluded.changed_at
      """)
  }
}

private struct StoredPolicy: FromRow {
  let policy: SecurityPolicy

  init(row: inout Row) throws { policy = try SecurityPolicy.next(in: &row) }
}

extension Session {
  /// Whether none of the person's businesses wants this session over. The strictest one decides for all of them: a
  /// session is one browser that somebody has left open.
  func isAllowed(at now: Instant) -> Bool {
    memberships.allSatisfy { now - seenAt < $0.policy.idle && now - startedAt < $0.policy.longest }
  }
}
