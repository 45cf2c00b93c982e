import Audit
import Basics
import Crypto
import Database
import Mail
import Web

extension Person {
  /// Sets another password and ends what was begun with the old one: sessions but the one that is kept, and links for
  /// choosing another. Tells the owner of the address.
  static func setPassword(
    _ hash: String, of holder: AccountHolder, keeping session: RecordID<Session>? = nil,
    _ request: OpenRequest,
    in db: TenantDatabase
  ) async throws {
    try await db.global.run("update people set password_hash = \(hash) where id = \(holder.id)")
    try await endAccess(of: holder.id, keeping: session, at: request.now, in: db.global)
    let undo = try await AccountLink.stranger.make(for: holder.id, at: request.now, in: db.global)
    try await db.record(
      .account("password-changed", holder.id, holder.name),
      by: request.actor(as: holder.id, named: holder.name))
    try await db.send(.passwordChanged(holder, Circumstances(request), undo))
  }

  /// Ends all sessions of a person but one, and the links, half sign-ins and trusted devices with which somebody could come
  /// back in. Browsers that were known until now are new ones at their next sign-in.
  static func endAccess(
    of person: PersonID, keeping session: RecordID<Session>? = nil, at now: Instant, in db: PlatformDatabase
  ) async throws {
    try await db.run("update people set shut_at = \(now) where id = \(person)")
    if let session {
      _ = try await Session.endOthers(than: session, of: person, in: db)
    } else {
      try await db.run("delete from sessions where person_id = \(person)")
    }
    try await AccountLink.forget([.password], of: person, in: db)
    try await TrustedDevice.revokeAll(of: person, in: db)
    try await db.run("delete from sign_in_challenges where person_id = \(person)")
  }
}

/// A new password that somebody chooses who has an account.
struct NewPasswordDraft: FormDraft {
  let password: String

  init(_ form: inout FormReader) {
    password = PasswordRule.normalized(form.raw("password"))
    if let problem = PasswordRule.problem(with: password, words: []) { form.refuse("password", problem) }
  }

  /// The person's own name and address are no password either; who they are is known only behind the form.
  static func problem(with password: String, of holder: AccountHolder) -> Problem? {
    let words = holder.name.split(separator: " ") + holder.address.text.split { "@.+-_".contains($0) }
    return PasswordRule.problem(with: password, words: words.map(String.init)).map { Problem("password", $0) }
  }
}
