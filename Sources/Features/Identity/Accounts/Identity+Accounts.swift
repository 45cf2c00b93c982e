import Basics
import Database
import Localization
import Tenancy
import Web

extension Identity {
  /// Makes an account, for the sample shop and for tests; the sign-up page does it along with a business.
  /// - Throws: `EmailTaken`.
  package static func createAccount(
    email: EmailAddress, password: String, name: String? = nil, language: Language? = nil,
    at now: Instant = .now,
    in db: PlatformDatabase
  ) async throws -> PersonID {
    let account = try await NewAccount(email: email, password: password, name: name, language: language)
    try await db.transaction { db in try await account.insert(at: now, in: db) }
    return account.id
  }

  /// Who signs in with an address, or nil.
  package static func person(with email: EmailAddress, in db: PlatformDatabase) async throws -> PersonID? {
    try await Person.find(by: email, in: db)?.id
  }

  /// What people are called.
  package static func names(of people: [PersonID], in db: PlatformDatabase) async throws -> [PersonID: String]
  {
    try await Person.names(of: people, in: db)
  }

  /// Gives a person a place in a business, or another role there.
  package static func addMember(
    _ person: PersonID, as role: Role, to tenant: TenantID, at now: Instant = .now, in db: some Queryable
  ) async throws {
    try await db.run(
      """
      insert into memberships (tenant_id, person_id, role, role_id, created_at)
      values (\(tenant), \(person), \(role.key), \(role.customID), \(now))
      on conflict (tenant_id, person_id) do update set role = excluded.role, role_id = excluded.role_id
      """
    )
  }

  /// The addresses of a person's businesses.
  static func slugs(of person: PersonID, in db: PlatformDatabase) async throws -> [String] {
    try await db.all(
      """
      select t.slug from memberships m join tenants t on t.id = m.tenant_id
       where m.person_id = \(person) order by t.name
      """)
  }
}
