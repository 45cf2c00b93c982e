import Basics
import Crypto
import Database
import Vault
import Web

/// The app on a person's telephone that shows a new code every half minute.
enum AuthenticatorApp {
  /// How long a secret waits for its first code.
  static let patience = Duration.seconds(15 * 60)

  /// Makes a secret that counts for nothing until a code of it was shown, instead of one that waited before. It is shown
  /// to that session alone, which has proved who sits there.
  static func begin(
    for person: PersonID, in session: RecordID<Session>, vault: Vault, at now: Instant, in db: TenantDatabase
  ) async throws {
    let sealed = try await vault.seal(
      TOTP.random().bytes, as: .pendingAppSecret, row: person.description, in: db)
    try await db.run(
      """
      insert into totp_secrets (person_id, pending, pending_at, pending_session, last_step)
      values (\(person), \(sealed), \(now), \(session), 0)
      on conflict (person_id) do update
         set pending = excluded.pending, pending_at = excluded.pending_at, pending_session = excluded.pending_session
      """)
  }

  /// The secret that waits for its first code; nil where none does.
  static func pending(
    of person: PersonID, in session: RecordID<Session>, vault: Vault, at now: Instant, in db: TenantDatabase
  ) async throws -> TOTP? {
    let sealed = try await db.first(
      """
      select pending from totp_secrets
       where person_id = \(person) and pending is not null and pending_at > \(now - patience)
         and pending_session = \(session)
      """, as: [UInt8].self)
    guard let sealed else { return nil }
    return TOTP(secret: try await vault.open(sealed, as: .pendingAppSecret, row: person.description, in: db))
  }

  /// Puts the secret that waits in the place of the one there was, if the code is one of its codes: the half minutes that
  /// codes of the other have used up are none of its own.
  static func confirm(
    _ code: String, of person: PersonID, in session: RecordID<Session>, vault: Vault, at now: Instant,
    in db: TenantDatabase
  ) async throws -> Bool {
    guard let totp = try await pending(of: person, in: session, vault: vault, at: now, in: db),
      let step = totp.step(of: code, at: now)
    else { return false }
    let sealed = try await vault.seal(totp.bytes, as: .appSecret, row: person.description, in: db)
    return try await db.run(
      """
      update totp_secrets
         set sealed = \(sealed), confirmed_at = \(now), last_step = \(step), pending = null, pending_at = null,
             pending_session = null
       where person_id = \(person) and pending is not null
      """) == 1
  }

  /// Whether the code is one of now that was not used: of two who come with the same, one is right.
  static func use(
    _ code: String, of person: PersonID, vault: Vault, at now: Instant, in db: TenantDatabase
  ) async throws -> Bool {
    let sealed = try await db.first(
      "select sealed from totp_secrets where person_id = \(person) and sealed is not null", as: [UInt8].self)
    guard let sealed else { return false }
    let totp = TOTP(secret: try await vault.open(sealed, as: .appSecret, row: person.description, in: db))
    guard let step = totp.step(of: code, at: now) else { return false }
    return try await db.run(
      """
      update totp_secrets set last_step = \(step)
       where person_id = \(person) and sealed = \(sealed) and last_step < \(step)
      """) == 1
  }

  static func remove(from person: PersonID, in db: some Queryable) async throws -> Bool {
    try await db.run("delete from totp_secrets where person_id = \(person) and sealed is not null") == 1
  }
}

extension SealedColumn {
  static let appSecret = SealedColumn("totp_secrets", "sealed", row: "person_id", isGlobal: true)
  static let pendingAppSecret = SealedColumn("totp_secrets", "pending", row: "person_id", isGlobal: true)
}
