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

  static func find(_ id: PersonID, in db: PlatformDatabase) async throws -> Person? {
    try await db.first("select id, password_hash from people where id = \(id)")
  }

  static func names(of people: [PersonID], in db: PlatformDatabase) async throws -> [PersonID: String] {
    if people.isEmpty { return [:] }
    let found = try await db.all("select id, name from people where id = any(\(people))", as: Named.self)
    return Dictionary(found.map { ($0.id, $0.name) }) { first, _ in first }
  }

  private struct Named: FromRow {
    let id: PersonID
    let name: String

    init(row: inout Row) throws {
      id = try row.next()
      name = try row.next()
    }
  }

  static func rename(_ id: PersonID, to name: String, in db: PlatformDatabase) async throws {
    try await db.run("update people set name = \(name) where id = \(id)")
  }

  static func choose(_ language: Language, for id: PersonID, in db: PlatformDatabase) async throws {
    try await db.run("update people set language = \(language.rawValue) where id = \(id)")
  }
}
