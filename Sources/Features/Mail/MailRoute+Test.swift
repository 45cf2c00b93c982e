import Basics
import Localization
import Outbound

extension MailRoute {
  /// Sends a mail at once, past the database: to see whether one can be sent.
  package func sendTest(to address: EmailAddress, at now: Instant = .now) async throws(SMTPError) {
    guard let sender else { return }
    let message = MailMessage(
      to: address, name: "", locale: .plain, subject: "A test mail from Haat",
      lines: ["Mails can be sent: this one was."], link: ("To the front page", "/"),
      reason: "Somebody who runs this Haat asked for it.")
    let body = MailBody(message)
    let mail = OutgoingMail(
      id: "\(StoredMail.ID())", from: sender.from, to: Mailbox(address),
      subject: HeaderText(body.subject) ?? .none, date: now, language: body.language,
      text: body.text(origin: "\(origin)"), html: MailPage(body, origin: "\(origin)").html)
    try await sender.server.send(mail)
  }
}
