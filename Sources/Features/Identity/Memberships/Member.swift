import Basics
import Database
import Web

/// A person's place in a business, as their colleagues see it.
package struct Member: Sendable {
  package let person: PersonID
  package let name: String
  package let email: String
  package let role: Role
  package let joinedAt: Instant
  /// When they last turned to this business, within the hour; nil for never.
  package let seenAt: Instant?
  package let hasSecondFactor: Bool
}

extension Member: FromRow {
  package init(row: inout Row) throws {
    person = try row.next()
    name = try row.next()
    email = try row.next()
    guard let role = try Role.next(in: &row) else { throw Failure.notFound }
    self.role = role
    joinedAt = try row.next()
    seenAt = try row.next()
    hasSecondFactor = try row.next()
  }

  /// The members of a business with their people, under the name `x`; what follows may filter and sort.
  private static func all(of tenant: TenantID) -> SQL {
    """
    select person_id, name, email, role, role_id, role_name, permissions, joined_at, seen_at, has_second_factor
      from (
        select m.person_id, p.name,
               (select e.address from sign_in_emails e where e.person_id = p.id order by e.created_at limit 1) as email,
               m.role, m.role_id, r.name as role_name, r.permissions, m.created_at as joined_at, m.visited_at as seen_at,
               \(fragment: SecondFactors.exist(for: "p.id")) as has_second_factor
          from memberships m
          join people p on p.id = m.person_id
          left join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
         where m.tenant_id = \(tenant)) x
    """
  }

  package static func find(_ person: PersonID, in db: TenantDatabase) async throws -> Member? {
    try await db.first("\(fragment: all(of: db.tenant)) where person_id = \(person)")
  }

  package static func all(_ people: [PersonID], in db: TenantDatabase) async throws -> [Member] {
    try await db.all("\(fragment: all(of: db.tenant)) where person_id = any(\(people)) order by person_id")
  }

  /// Who holds a role, by name.
  package static func all(holding role: Role, limit: Int, in db: TenantDatabase) async throws -> [Member] {
    try await db.all(
      """
      \(fragment: all(of: db.tenant)) where role = \(role.key) and role_id is not distinct from \(role.customID)
      order by lower(name), person_id limit \(limit)
      """)
  }

  package static func search(_ search: MemberSearch, in db: TenantDatabase) async throws -> [Member] {
    try await db.all(
      """
      \(fragment: all(of: db.tenant)) where \(fragment: search.condition)
      order by \(fragment: search.sort.order(isReversed: search.isReversed)), person_id limit \(search.limit) offset \(search.offset)
      """)
  }

  package static func count(_ search: MemberSearch, in db: TenantDatabase) async throws -> Int {
    try await db.one(
      "select count(*) from (\(fragment: all(of: db.tenant)) where \(fragment: search.condition)) found",
      as: Int.self)
  }

  /// How many hold each role, by `Role.reference`.
  package static func counts(in db: TenantDatabase) async throws -> [String: Int] {
    let counts = try await db.all(
      """
      select coalesce(role_id::text, role), count(*) from memberships where tenant_id = \(db.tenant) group by 1
      """, as: RoleCount.self)
    return Dictionary(counts.map { ($0.reference, $0.count) }) { first, _ in first }
  }

  /// Which of these addresses, in lower case, belong to members.
  package static func emails(among keys: [String], in db: TenantDatabase) async throws -> Set<String> {
    Set(
      try await db.all(
        """
        select e.email from sign_in_emails e
          join memberships m on m.person_id = e.person_id and m.tenant_id = \(db.tenant)
         where e.email = any(\(keys))
        """, as: String.self))
  }

  private struct RoleCount: FromRow {
    let reference: String
    let count: Int

    init(row: inout Row) throws {
      reference = try row.next()
      count = try row.next()
    }
  }
}
