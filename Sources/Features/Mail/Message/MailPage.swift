import Basics
import HTML
import Localization

/// The HTML part of a mail.
struct MailPage: Sendable {
  let body: MailBody
  /// Where its link leads; nil where it has none.
  let address: String?

  init(_ body: MailBody, origin: String) {
    self.body = body
    address = body.link.map { origin + $0.path }
  }

  var html: String { string(locale: body.locale) }
}
