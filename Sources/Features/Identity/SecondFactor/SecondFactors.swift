import Basics
import Database

/// What a person has to show beside the password.
package struct SecondFactors: Sendable, Equatable {
  package let hasApp: Bool
  package let passkeys: Int
  /// Recovery codes that were not used; they are no factor of their own.
  package let recoveryCodes: Int

  package var isAny: Bool { hasApp || passkeys > 0 }

  /// Whether the person of this column has a second factor, as a condition: `SecondFactors.exist(for: "p.id")`.
  package static func exist(for person: SQL) -> SQL {
    """
    (exists (select from totp_secrets f where f.person_id = \(fragment: person) and f.sealed is not null)
     or exists (select from passkeys f where f.person_id = \(fragment: person)))
    """
  }

  package static func of(_ person: PersonID, in db: some Queryable) async throws -> SecondFactors {
    try await db.one(
      """
      select exists (select from totp_secrets where person_id = \(person) and sealed is not null),
             (select count(*) from passkeys where person_id = \(person)),
             (select count(*) from recovery_codes where person_id = \(person) and used_at is null)
      """)
  }

  /// Takes away what was added since a link was mailed, with what stood for it where nothing is left. Of who had a second
  /// factor then, nothing is taken that would leave none: who reads somebody's mails has no way around it.
  static func forget(addedSince link: AccountLink.Found, at moment: Instant, in db: TenantDatabase)
    async throws
  {
    let person = link.person
    try await hold(person, in: db)
    if link.hadFactor {
      let isOneLeft = try await db.one(
        """
        select exists (select from passkeys where person_id = \(person) and created_at <= \(moment))
            or exists (select from totp_secrets where person_id = \(person) and confirmed_at <= \(moment))
        """, as: Bool.self)
      guard isOneLeft else { return }
    }
    try await db.run([
      "delete from passkeys where person_id = \(person) and created_at > \(moment)",
      "delete from totp_secrets where person_id = \(person) and coalesce(confirmed_at, pending_at) > \(moment)",
      "delete from recovery_codes where person_id = \(person) and created_at > \(moment)",
    ])
    try await Identity.clearUp(after: person, in: db)
  }

  /// Holds every other change of the person's factors off until the transaction ends: of two that each remove one, the
  /// second sees what the first has left.
  static func hold(_ person: PersonID, in db: some Queryable) async throws {
    _ = try await db.one("select id from people where id = \(person) for update", as: PersonID.self)
  }
}

extension SecondFactors: FromRow {
  package init(row: inout Row) throws {
    hasApp = try row.next()
    passkeys = try row.next()
    recoveryCodes = try row.next()
  }
}
