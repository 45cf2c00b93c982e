import Audit
import Basics
import Database
import Mail
import Web

/// What changes of a second factor tell by mail.
extension MailMessage {
  private static func factor(
    _ holder: AccountHolder, _ subject: Message, _ lines: [Message], _ circumstances: Circumstances?
  ) -> MailMessage {
    MailMessage(
      to: holder.address, name: holder.name, locale: holder.locale, subject: subject, lines: lines,
      link: ("Look at your account", SecondFactorPath.path),
      facts: circumstances?.facts(in: holder.locale) ?? [],
      reason: .aboutAccount)
  }

  static func factorChanged(_ holder: AccountHolder, _ what: Message, _ circumstances: Circumstances)
    -> MailMessage
  {
    factor(
      holder, "Your second factor was changed",
      [what, "If it was not you, change your password at once and look at your second factors."],
      circumstances)
  }

  static func recoveryCodeUsed(_ holder: AccountHolder, left: Int, _ circumstances: Circumstances)
    -> MailMessage
  {
    factor(
      holder, "A recovery code was used",
      [
        "Somebody has signed in to your account with your password and a recovery code. You have \(left) recovery codes left.",
        "If it was not you, change your password at once and look at your second factors.",
      ], circumstances)
  }

  static func passkeyStopped(_ holder: AccountHolder, _ passkey: String, _ circumstances: Circumstances?)
    -> MailMessage
  {
    factor(
      holder, "A passkey may have been copied",
      [
        "The passkey \(passkey) has answered with a number that was used before. That happens when there is a copy of it, so it opens nothing any more.",
        "Remove it on your account's page and add a new one.",
      ], circumstances)
  }
}

extension Identity {
  static func tell(ofRecoveryCodeOf person: PersonID, _ request: some WebRequest, in db: TenantDatabase)
    async throws
  {
    let holder = try await AccountHolder.find(person, in: db.global)
    let left = try await RecoveryCodes.left(of: person, in: db)
    try await db.record(
      .account("recovery-code-used", person, holder.name, after: ["left": "\(left)"]),
      by: request.actor(as: person, named: holder.name))
    try await db.send(.recoveryCodeUsed(holder, left: left, Circumstances(request)))
  }

  /// Notes and tells a change of a person's own factors, in its transaction.
  static func tell(
    _ what: Message, as action: String, of session: Session, before: [String: String] = [:],
    after: [String: String] = [:], _ request: OpenRequest, in db: TenantDatabase
  ) async throws {
    let holder = try await AccountHolder.find(session.person, in: db.global)
    try await db.record(
      .account(action, holder.id, holder.name, before: before, after: after), by: request.actor)
    try await db.send(.factorChanged(holder, what, Circumstances(request)))
  }
}
