import Basics
import Mail
import Outbound

/// Whether mails leave this machine; shown by sending one.
struct MailChecks: Sendable {
  let settings: Settings

  func findings(mailing address: EmailAddress?) async -> [Finding] {
    guard let sender = settings.mails else {
      return [
        .warn(
          "No mail is sent: they are kept at \(settings.application)/outbox",
          mend: "Set HAAT_SMTP_URL and HAAT_MAIL_FROM where people shall get them.")
      ]
    }
    guard let address else {
      return [.ok("Mails go to \(sender.server); haat doctor --mail ADDRESS sends one")]
    }
    do throws(SMTPError) {
      try await settings.mailRoute.sendTest(to: address)
      return [.ok("\(sender.server) has taken a mail to \(address)")]
    } catch {
      return [.bad("\(sender.server) took no mail to \(address): \(error.detail)", mend: error.advice)]
    }
  }
}

extension SMTPError {
  fileprivate var detail: String { reply.isEmpty ? summary : reply.normalizedLine }

  fileprivate var advice: String {
    switch kind {
    case .configuration:
      "Look at user, password and certificate of HAAT_SMTP_URL, and whether the server offers STARTTLS."
    case .permanent: "Look whether the server sends for HAAT_MAIL_FROM, and whether the address is right."
    case .passing: "Look whether host and port of HAAT_SMTP_URL are right and can be reached from here."
    }
  }
}
