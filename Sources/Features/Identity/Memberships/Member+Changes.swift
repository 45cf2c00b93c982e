import Basics
import Database
import Web

extension Member {
  /// Why a change of a member did not come about.
  package enum Refusal: Error, Equatable {
    /// A business without an owner is nobody's.
    case lastOwner
    /// Only an owner makes owners and unmakes them.
    case notOwner
    /// Somebody else has changed the member meanwhile.
    case changed
  }

  /// Gives the member another role.
  /// - Throws: `Refusal`.
  package func change(to role: Role, by actor: PersonID, in db: TenantDatabase) async throws {
    let changed = try await db.run(
      """
      \(fragment: Self.owners(db))
      update memberships m set role = \(role.key), role_id = \(role.customID)
       where \(fragment: isAsItWas(db)) and \(fragment: leavesAnOwner(role)) and \(fragment: isOwners(role, actor))
      """)
    if changed == 0 { throw try await refusal(role, by: actor, db) }
  }

  /// Takes the member out of the business: their next request finds them outside.
  /// - Throws: `Refusal`.
  package func remove(by actor: PersonID, in db: TenantDatabase) async throws {
    let removed = try await db.run(
      """
      \(fragment: Self.owners(db))
      delete from memberships m
       where \(fragment: isAsItWas(db)) and \(fragment: leavesAnOwner(nil)) and \(fragment: isOwners(nil, actor))
      """)
    if removed == 0 { throw try await refusal(nil, by: actor, db) }
  }

  /// Gives somebody who was removed their place back, as if they had never gone.
  /// - Throws: `Refusal`.
  package static func bringBack(
    _ person: PersonID, as role: Role, joinedAt: Instant, seenAt: Instant?, by actor: PersonID,
    in db: TenantDatabase
  ) async throws {
    let isOwners: SQL = role == .owner ? "exists (select from owners where person_id = \(actor))" : "true"
    let back: [PersonID] = try await db.runAll(
      """
      \(fragment: owners(db))
      insert into memberships (tenant_id, person_id, role, role_id, created_at, visited_at)
      select \(db.tenant), \(person), \(role.key), \(role.customID), \(joinedAt), \(seenAt)
       where \(fragment: isOwners)
      on conflict (tenant_id, person_id) do nothing
      returning person_id
      """)
    guard back.isEmpty else { return }
    throw try await find(person, in: db) == nil ? Refusal.notOwner : Refusal.changed
  }

  /// The owners, held until the transaction ends: of two who unmake each other, the second one waits here and then
  /// sees who is left. In one order, so that they do not wait for each other.
  private static func owners(_ db: TenantDatabase) -> SQL {
    """
    with owners as (
      select person_id from memberships where tenant_id = \(db.tenant) and role = 'owner' order by person_id for update)
    """
  }

  private func isAsItWas(_ db: TenantDatabase) -> SQL {
    """
    m.tenant_id = \(db.tenant) and m.person_id = \(person) and m.role = \(role.key)
    and m.role_id is not distinct from \(role.customID)
    """
  }

  private func leavesAnOwner(_ new: Role?) -> SQL {
    if role != .owner || new == .owner { return "true" }
    return "exists (select from owners where person_id <> \(person))"
  }

  /// What concerns an owner is done by one, still.
  private func isOwners(_ new: Role?, _ actor: PersonID) -> SQL {
    if role != .owner && new != .owner { return "true" }
    return "exists (select from owners where person_id = \(actor))"
  }

  private func refusal(_ new: Role?, by actor: PersonID, _ db: TenantDatabase) async throws -> Refusal {
    let owners = try await db.all(
      "select person_id from memberships where tenant_id = \(db.tenant) and role = 'owner'", as: PersonID.self
    )
    if role == .owner, new != .owner, owners == [person] { return .lastOwner }
    if role == .owner || new == .owner, !owners.contains(actor) { return .notOwner }
    return .changed
  }
}
