import Basics
import Database
import Jobs
import Localization
import Vault

/// A mail to one person, as words and not as markup: its text and its HTML are made of the same.
package struct MailMessage: Sendable {
  package let to: EmailAddress
  /// Of the person, for the greeting and the address; may be empty.
  package let name: String
  /// The person's language, zone and currency.
  package let locale: UserLocale
  /// Goes over the wire and stands in lists: never a code or a link.
  package let subject: Message
  /// A paragraph each.
  package let lines: [Message]
  /// To be typed in, such as six digits.
  package let code: String?
  /// The one thing to do, as a button; the path is one of the application's origin.
  package let link: (title: Message, path: String)?
  /// What is known of the case: when, where, from which device.
  package let facts: [(Message, String)]
  /// Why the person gets this, said at the foot.
  package let reason: Message

  package init(
    to: EmailAddress, name: String, locale: UserLocale, subject: Message, lines: [Message],
    code: String? = nil,
    link: (title: Message, path: String)? = nil, facts: [(Message, String)] = [],
    reason: Message = "You get this mail because your address is used at Haat."
  ) {
    self.to = to
    self.name = name
    self.locale = locale
    self.subject = subject
    self.lines = lines
    self.code = code
    self.link = link
    self.facts = facts
    self.reason = reason
  }
}

extension TenantDatabase {
  /// Writes a mail down and lets a job send it: call it inside the transaction of what the mail tells of, so that
  /// neither is without the other. What it says is sealed: it may hold a code or a link. The mails of no business are the platform's: `databases.tenant(.platform)`.
  @discardableResult
  package func send(_ mail: MailMessage, at now: Instant = .now) async throws -> StoredMail.ID {
    let id = StoredMail.ID()
    let body = MailBody(mail)
    let sealed = try await self.vault.seal(try body.encoded(), as: .mailBody, row: "\(id)", in: self)
    try await run(
      [
        """
        insert into mails (tenant_id, id, email, name, subject, body, state, attempt, created_at)
        values (\(tenant), \(id), \(mail.to), \(body.name), \(body.subject), \(sealed), 'waiting', 0, \(now))
        """
      ] + enqueueing(SendMail(mail: id), at: now, priority: .urgent))
    return id
  }
}
