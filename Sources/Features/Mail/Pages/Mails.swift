import Basics
import Localization
import Looks
import Web

/// The mails of one business, for who looks after it.
enum Mails {
  static func index(_ request: Request) async throws -> Response {
    async let failed = StoredMail.failed(in: request.db)
    async let recent = StoredMail.recent(in: request.db)
    return .page(
      MailsPage(
        shell: request.shell(section: "/mails"), path: request.path("/mails"), failed: try await failed,
        recent: try await recent))
  }

  static func sendAgain(_ request: Request) async throws -> Response {
    let id = try request.id(of: StoredMail.self)
    try await StoredMail.sendAgain(id, in: request.db, at: request.now)
    return .redirect(to: request.path("/mails")).saying(Flash(request.locale.text("It is on its way again.")))
  }
}
