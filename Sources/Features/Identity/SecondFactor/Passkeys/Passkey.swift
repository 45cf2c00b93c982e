import Basics
import Crypto
import Database
import WebAuthn

/// A key of a person's telephone, computer or security key.
package struct Passkey: Sendable {
  package typealias ID = RecordID<Passkey>

  package let id: ID
  let person: PersonID
  let name: String
  let known: KnownPasskey
  let transports: [String]
  let isBackedUp: Bool
  let createdAt: Instant
  let usedAt: Instant?
  /// Since when there may be a copy of it.
  let suspectedAt: Instant?

  static let longestName = 60
  /// Enough for every device and a drawer of security keys.
  static let most = 20
}

extension Passkey: FromRow {
  static let columns: SQL = """
    id, person_id, name, credential_id, public_key, counter, transports, backed_up, created_at, used_at, suspected_at
    """

  package init(row: inout Row) throws {
    id = try row.next()
    person = try row.next()
    name = try row.next()
    let counter: Int64
    let (credential, key): ([UInt8], [UInt8]) = (try row.next(), try row.next())
    counter = try row.next()
    known = KnownPasskey(id: credential, key: key, counter: UInt32(clamping: counter))
    transports = try row.next()
    isBackedUp = try row.next()
    createdAt = try row.next()
    usedAt = try row.next()
    suspectedAt = try row.next()
  }

  static func all(of person: PersonID, in db: some Queryable) async throws -> [Passkey] {
    try await db.all(
      "select \(fragment: columns) from passkeys where person_id = \(person) order by created_at, id")
  }

  static func find(credential: [UInt8], in db: some Queryable) async throws -> Passkey? {
    try await db.first("select \(fragment: columns) from passkeys where credential_id = \(credential)")
  }

  /// Keeps a new one; false when its id is known already, or the person has too many.
  static func insert(
    _ new: NewPasskey, named name: String, transports: [String], for person: PersonID, at now: Instant,
    in db: some Queryable
  ) async throws -> Bool {
    try await db.run(
      """
      insert into passkeys (id, person_id, credential_id, public_key, name, model, counter, transports, backup_eligible,
                            backed_up, created_at)
      select \(ID()), \(person), \(new.id), \(new.key), \(name), \(new.model), \(Int64(new.counter)), \(transports),
             \(new.isBackupEligible), \(new.isBackedUp), \(now)
       where (select count(*) from passkeys where person_id = \(person)) < \(most)
      on conflict (credential_id) do nothing
      """) == 1
  }

  /// Notes a use; false where the counter has been passed by another use meanwhile, or the key was stopped or removed.
  func note(_ use: PasskeyUse, at now: Instant, in db: some Queryable) async throws -> Bool {
    let counter = Int64(use.counter)
    return try await db.run(
      """
      update passkeys set counter = \(counter), backed_up = \(use.isBackedUp), used_at = \(now)
       where id = \(id) and suspected_at is null and (counter < \(counter) or (counter = 0 and \(counter) = 0))
      """) == 1
  }

  /// Stops it, since there may be a copy; false where it was stopped already.
  func suspect(at now: Instant, in db: some Queryable) async throws -> Bool {
    try await db.run("update passkeys set suspected_at = \(now) where id = \(id) and suspected_at is null")
      == 1
  }

  static func rename(_ id: ID, of person: PersonID, to name: String, in db: some Queryable) async throws
    -> Bool
  {
    try await db.run("update passkeys set name = \(name) where id = \(id) and person_id = \(person)") == 1
  }

  /// Its name, for who tells of it; nil where it is not the person's.
  static func remove(_ id: ID, of person: PersonID, in db: some Queryable) async throws -> String? {
    try await db.runFirst(
      "delete from passkeys where id = \(id) and person_id = \(person) returning name", as: String.self)
  }
}

extension PersonID {
  /// What an authenticator keeps to say whose a passkey is (user handle): nothing but a number.
  var handle: [UInt8] {
    [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
  }
}
