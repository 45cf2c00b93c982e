import Basics
import Database
import Localization

/// Somebody who has an account, as mails address them.
struct AccountHolder: FromRow, Sendable {
  let id: PersonID
  let name: String
  let language: Language?
  let address: EmailAddress
  /// When everybody was last shut out of the account, the owner's other browsers too.
  let shutAt: Instant

  init(row: inout Row) throws {
    id = try row.next()
    name = try row.next()
    language = try row.next()
    let text: String = try row.next()
    guard let address = EmailAddress(text) else { throw Failure.notFound }
    self.address = address
    shutAt = try row.next()
  }

  var locale: UserLocale { language.map { UserLocale.plain.speaking($0) } ?? .plain }

  static func find(by email: EmailAddress, in db: PlatformDatabase) async throws -> AccountHolder? {
    try await db.first(
      """
      select p.id, p.name, p.language, e.address, coalesce(p.shut_at, p.created_at)
        from sign_in_emails e
        join people p on p.id = e.person_id
       where e.email = \(email.key)
      """)
  }

  static func find(_ id: PersonID, in db: PlatformDatabase) async throws -> AccountHolder {
    try await db.one(
      """
      select p.id, p.name, p.language, e.address, coalesce(p.shut_at, p.created_at)
        from people p
        join sign_in_emails e on e.person_id = p.id
       where p.id = \(id)
       order by e.created_at
       limit 1
      """)
  }
}
