import Basics
import Database
import Web

extension CustomRole: FromRow {
  package init(row: inout Row) throws {
    self.init(id: try row.next(), name: try row.next(), permissions: Set(try row.next() as [String]))
  }

  /// The roles that a business has made, by name.
  package static func all(in db: TenantDatabase) async throws -> [CustomRole] {
    try await db.all(
      "select id, name, permissions from roles where tenant_id = \(db.tenant) order by lower(name), id")
  }

  package static func find(_ id: RecordID<CustomRole>, in db: TenantDatabase) async throws -> CustomRole? {
    try await db.first(
      "select id, name, permissions from roles where tenant_id = \(db.tenant) and id = \(id)")
  }

  /// - Throws: `RoleNameTaken`.
  package func insert(at now: Instant, in db: TenantDatabase) async throws {
    try await RoleNameTaken.instead {
      try await db.run(
        """
        insert into roles (tenant_id, id, name, permissions, created_at)
        values (\(db.tenant), \(id), \(name), \(permissions.sorted()), \(now))
        """)
    }
  }

  /// Takes the place of what it was before; false when somebody else has changed it meanwhile.
  /// - Throws: `RoleNameTaken`.
  package func save(over old: CustomRole, in db: TenantDatabase) async throws -> Bool {
    try await RoleNameTaken.instead {
      try await db.run(
        """
        update roles set name = \(name), permissions = \(permissions.sorted())
         where tenant_id = \(db.tenant) and id = \(id) and permissions = \(old.permissions.sorted())
        """)
    } == 1
  }

  /// Whoever holds the role has to be in another one first.
  package func delete(in db: TenantDatabase) async throws {
    try await db.run("delete from roles where tenant_id = \(db.tenant) and id = \(id)")
  }

  /// Gives everybody who holds it another role, and says who they are.
  package func moveMembers(to role: Role, in db: TenantDatabase) async throws -> [PersonID] {
    try await db.runAll(
      """
      update memberships set role = \(role.key), role_id = \(role.customID)
       where tenant_id = \(db.tenant) and role_id = \(id)
      returning person_id
      """)
  }
}

/// Another role of the business is called that.
package struct RoleNameTaken: Error {
  @discardableResult
  fileprivate static func instead<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
      return try await body()
    } catch let error as DatabaseError
      where error.kind == .uniqueViolation && error.constraint == "roles_name"
    {
      throw RoleNameTaken()
    }
  }
}
