import Basics
import Database
import Localization

/// Somebody who can sign in.
struct Person: Sendable {
  let id: PersonID
  let passwordHash: String

  /// The most letters that a name may have.
  static let longestName = 120
}

extension Person: FromRow {
  init(row: inout Row) throws {
    id = try row.next()
    passwordHash = try row.next()
  }

  /// Who signs in with an address.
  static func find(by email: EmailAddress, in db: PlatformDatabase) async throws -> Person? {
    try await db.first(
      """
      select p.id, p.password_hash
        from sign_in_emails e
        join people p on p.id = e.person_id
       where e.email = \(email.key)
      """
    )
  }

  static func rename(_ id: PersonID, to name: String, in db: PlatformDatabase) async throws {
    try await db.run("update people set name = \(name) where id = \(id)")
  }

  static func choose(_ language: Language, for id: PersonID, in db: PlatformDatabase) async throws {
    try await db.run("update people set language = \(language.rawValue) where id = \(id)")
  }
}
