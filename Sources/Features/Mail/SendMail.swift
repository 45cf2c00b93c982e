import Basics
import Jobs
import Outbound
import Vault

/// Sends one mail, of a business or of the platform: the job runs in the tenant whose the mail is.
///
/// What was sent is not sent again: `begin` takes no mail that is. Where a run was killed, the next one cannot know how far
/// it had come and sends under the same Message-ID, so that one of two can be told for what it is.
struct SendMail: Job {
  static let name = "mail.send"
  /// Over three to five hours.
  static let retries = RetryPolicy(attempts: 12, firstDelay: .seconds(10))
  /// Longer than the server is given.
  static let timeLimit: Duration = .seconds(90)

  let mail: StoredMail.ID

  func run(_ context: JobContext) async throws {
    guard let mail = try await StoredMail.begin(self.mail, at: context.now, in: context.db) else { return }
    guard let route = context.provided(MailRoute.self), let sender = route.sender else {
      return try await mail.end(.kept, at: context.now, in: context.db)
    }
    guard let body = try await body(of: mail, context) else { return }
    do throws(SMTPError) {
      try await sender.server.send(OutgoingMail(mail, body, from: sender.from, origin: "\(route.origin)"))
    } catch {
      return try await took(error, mail, context)
    }
    try await mail.end(.sent, at: .now, in: context.db)
  }

  /// Nil where it is gone, or its key.
  private func body(of mail: StoredMail, _ context: JobContext) async throws -> MailBody? {
    do {
      return try await mail.body(in: context.db)
    } catch let failure as Failure where failure == .keyDeleted {
      try await mail.end(
        .failed, error: "The key that sealed it has been deleted.", at: .now, in: context.db)
      return nil
    }
  }

  /// A mail that failed for good is no dead job but a row that waits for a person, in the page of mails.
  private func took(_ error: SMTPError, _ mail: StoredMail, _ context: JobContext) async throws {
    let isOver = error.kind == .permanent || context.isLast
    try await mail.end(
      isOver ? .failed : .waiting, error: error.reply.isEmpty ? error.summary : error.reply, at: .now,
      in: context.db)
    guard isOver else { throw error }
    context.remark("a mail was not sent: \(error)")
  }
}

extension OutgoingMail {
  init(_ mail: StoredMail, _ body: MailBody, from: Mailbox, origin: String) {
    self.init(
      id: "\(mail.id)", from: from, to: Mailbox(mail.to, name: HeaderText(mail.name)),
      // It is one line already: nothing is lost but by who writes rows past `send`.
      subject: HeaderText(mail.subject) ?? HeaderText.none, date: mail.created, language: body.language,
      text: body.text(origin: origin), html: MailPage(body, origin: origin).html)
  }
}
