import Audit
import Basics
import Crypto
import Database
import Jobs
import Localization
import Mail
import Web

/// Another address for an account, which waits for the code of a mail to it.
struct AddressChange: FromRow, Sendable {
  let address: EmailAddress
  let tries: Int
  let endsAt: Instant

  init(row: inout Row) throws {
    let text: String = try row.next()
    guard let address = EmailAddress(text) else { throw Failure.notFound }
    self.address = address
    tries = Int(try row.next() as Int16)
    endsAt = try row.next()
  }

  func isOpen(at now: Instant) -> Bool { endsAt > now && tries < MailCode.tries }

  static func find(_ person: PersonID, in db: PlatformDatabase) async throws -> AddressChange? {
    try await db.first("select address, tries, ends_at from address_changes where person_id = \(person)")
  }

  /// The same statements for every address: only the job looks whether it is another account's.
  static func begin(_ address: EmailAddress, for person: PersonID, at now: Instant, in db: TenantDatabase)
    async throws
  {
    try await db.global.run(
      """
      insert into address_changes (person_id, address, tries, ends_at)
      values (\(person), \(address.text), 0, \(now + MailCode.lasts))
      on conflict (person_id) do update
         set address = excluded.address, code_hash = null, tries = 0, ends_at = excluded.ends_at
      """)
    try await db.enqueue(SendAddressCode(person: person, address: address), at: now, priority: .urgent)
  }

  /// Counts a try, and gives the address when the code was right.
  static func prove(_ code: MailCode, of person: PersonID, at now: Instant, in db: PlatformDatabase)
    async throws -> EmailAddress?
  {
    let row = try await db.runFirst(
      """
      update address_changes set tries = tries + 1
       where person_id = \(person) and ends_at > \(now) and tries < \(Int16(MailCode.tries))
      returning address, coalesce(code_hash, '\\x'::bytea)
      """, as: Proof.self)
    guard let row, constantTimeEqual(row.code, code.hash(for: Array(person.description.utf8))) else {
      return nil
    }
    return EmailAddress(row.address)
  }

  private struct Proof: FromRow {
    let address: String
    let code: [UInt8]

    init(row: inout Row) throws {
      address = try row.next()
      code = try row.next()
    }
  }

  /// The account's address from now on.
  /// - Throws: `EmailTaken`.
  static func carryOut(
    _ address: EmailAddress, for holder: AccountHolder, at now: Instant, in db: PlatformDatabase
  ) async throws {
    try await db.run("delete from address_changes where person_id = \(holder.id)")
    try await db.run("delete from sign_in_emails where person_id = \(holder.id)")
    let isNew = try await db.run(
      """
      insert into sign_in_emails (email, address, person_id, created_at, verified_at)
      values (\(address.key), \(address.text), \(holder.id), \(now), \(now))
      on conflict (email) do nothing
      """)
    guard isNew == 1 else { throw EmailTaken() }
  }

  /// So long it can still be told that the code came too late.
  static let keptAfterEnd = Duration.seconds(24 * 60 * 60)
}

/// Sends the code to a new address; to one that has another account, word of it.
struct SendAddressCode: PlatformJob {
  static let name = "identity.send-address-code"

  let person: PersonID
  let address: EmailAddress

  func run(_ context: PlatformJobContext) async throws {
    try await context.databases.changeAccounts { db in
      let holder = try await AccountHolder.find(person, in: db.global)
      if let other = try await AccountHolder.find(by: address, in: db.global), other.id != person {
        try await db.send(.addressTaken(other))
        return
      }
      let code = MailCode.random()
      let hash = code.hash(for: Array(person.description.utf8))
      let waits = try await db.global.run(
        """
        update address_changes set code_hash = \(hash)
         where person_id = \(person) and address = \(address.text) and ends_at > \(context.now)
        """)
      if waits == 1 { try await db.send(.addressCode(code, to: address, for: holder)) }
    }
  }
}
