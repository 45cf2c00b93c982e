import Basics
import HTTP
import Localization
import Looks
import Web

extension Identity {
  static func showAccount(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    return try await accountPage(request, session, FormState(["name": session.personName]))
  }

  private static func accountPage(
    _ request: OpenRequest, _ session: Session, _ nameForm: FormState, _ status: HTTPStatus = .ok
  ) async throws -> Response {
    let sessions = try await OwnSession.all(of: session.person, at: request.now, in: request.global)
    let page = AccountPage(
      email: session.email, businesses: session.memberships, nameForm: nameForm, current: session.id,
      sessions: sessions, now: request.now, languages: request.languageChoices, flash: request.facts.flash)
    return .page(page, status: status)
  }

  static func renameAccount(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let filled = request.form(NameDraft.self)
    guard let draft = filled.draft else {
      return try await accountPage(request, session, filled.state, .unprocessableContent)
    }
    try await Person.rename(session.person, to: draft.name, in: request.global)
    return account(request, saying: "Your name is saved.")
  }

  static func endSession(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let id = try request.id(of: Session.self)
    guard try await Session.end(id, of: session.person, in: request.global) else { throw Failure.notFound }
    return account(request, saying: "That session is over.")
  }

  static func endOtherSessions(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let count = try await Session.endOthers(than: session.id, of: session.person, in: request.global)
    return account(request, saying: "\(count) other sessions are over.")
  }

  private static func account(_ request: OpenRequest, saying message: Message) -> Response {
    .redirect(to: "/account").saying(Flash(request.locale.text(message)))
  }
}

/// The name a person goes by.
struct NameDraft: FormDraft {
  let name: String

  init(_ form: inout FormReader) {
    name = form.line(
      "name", upTo: Person.longestName, missing: "Write the name that your colleagues know you by.")
  }
}

extension OpenRequest {
  /// The session of a route that only those who have signed in may use.
  var signedIn: Session {
    get throws {
      guard let session else { throw Failure.forbidden }
      return session
    }
  }
}
