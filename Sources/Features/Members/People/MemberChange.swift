import Basics
import Database
import Identity
import Web

/// What one person did to a member, as long as it can be taken back.
struct MemberChange: FromRow, Sendable {
  let person: PersonID
  /// What they were; nil when that role is gone.
  let role: Role?
  let joinedAt: Instant
  let seenAt: Instant?
  /// What they became, by `Role.reference`; nil when they were removed.
  let became: String?

  typealias ID = RecordID<MemberChange>

  static let lasts = Duration.seconds(15 * 60)

  init(row: inout Row) throws {
    person = try row.next()
    role = try Role.next(in: &row)
    joinedAt = try row.next()
    seenAt = try row.next()
    became = try row.next()
  }

  /// Notes members as they are before all of them get another role, or are removed. What is too old goes.
  static func note(
    _ id: ID, of members: [Member], to role: Role?, by actor: PersonID, at now: Instant, in db: TenantDatabase
  ) async throws {
    let forgotten: SQL =
      "delete from member_changes where tenant_id = \(db.tenant) and changed_at < \(now - lasts)"
    try await db.run(
      [forgotten]
        + members.map { member in
          """
          insert into member_changes (
            tenant_id, id, person_id, role, role_id, joined_at, seen_at, became, changed_by, changed_at)
          values (\(db.tenant), \(id), \(member.person), \(member.role.key), \(member.role.customID),
                  \(member.joinedAt), \(member.seenAt), \(role?.reference), \(actor), \(now))
          """
        })
  }

  /// What somebody did themselves and has not taken back yet: of two who press at once, one gets nothing.
  static func take(_ id: ID, of actor: PersonID, at now: Instant, in db: TenantDatabase) async throws
    -> [MemberChange]
  {
    let changes = try await db.all(
      """
      select c.person_id, c.role, r.id, r.name, r.permissions, c.joined_at, c.seen_at, c.became
        from member_changes c
        left join roles r on r.tenant_id = c.tenant_id and r.id = c.role_id
       where c.tenant_id = \(db.tenant) and c.id = \(id) and c.changed_by = \(actor)
       order by c.person_id
      """, as: MemberChange.self)
    guard !changes.isEmpty else { throw Failure.notFound }
    let taken = try await db.run(
      """
      update member_changes set undone_at = \(now)
       where tenant_id = \(db.tenant) and id = \(id) and changed_by = \(actor) and undone_at is null
         and changed_at > \(now - lasts)
      """)
    guard taken == changes.count else { throw Failure.conflict(.isNotUndone) }
    return changes
  }
}
