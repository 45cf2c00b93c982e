import Audit
import Basics
import Database
import HTTP
import Localization
import Looks
import Web

extension Identity {
  static func showAccount(_ request: OpenRequest) async throws -> Response {
    try await accountPage(request, request.signedIn)
  }

  /// The page with the form that was refused, if one was, and the others as they are.
  static func accountPage(
    _ request: OpenRequest, _ session: Session, name: FormState? = nil, address: FormState = FormState(),
    password: FormState = FormState(), status: HTTPStatus = .ok
  ) async throws -> Response {
    let change = try await AddressChange.find(session.person, in: request.global)
    let page = AccountPage(
      email: session.email, awaited: change?.isOpen(at: request.now) == true ? change?.address.text : nil,
      businesses: session.memberships,
      nameForm: name ?? FormState(["name": session.personName]), addressForm: address, passwordForm: password,
      languages: request.languageChoices, flash: request.facts.flash)
    return .page(page, status: status)
  }

  static func renameAccount(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let filled = request.form(NameDraft.self)
    guard let draft = filled.draft else {
      return try await accountPage(request, session, name: filled.state, status: .unprocessableContent)
    }
    try await request.site.databases.changeAccounts { db in
      try await Person.rename(session.person, to: draft.name, in: db.global)
      try await db.record(
        .account(
          "renamed", session.person, draft.name, before: ["name": session.personName],
          after: ["name": draft.name]), by: request.actor)
    }
    return account(request, saying: "Your name is saved.")
  }

  static func showSessions(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let sessions = try await OwnSession.all(of: session.person, at: request.now, in: request.global)
    return .page(
      SessionsPage(
        current: session.id, sessions: sessions, places: request.site.places, now: request.now,
        languages: request.languageChoices,
        account: Link(request.locale.text("Your account"), "/account"), flash: request.facts.flash))
  }

  static func endSession(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let id = try request.id(of: Session.self)
    try await request.site.databases.changeAccounts { db in
      guard try await Session.end(id, of: session.person, in: db.global) else { throw Failure.notFound }
      try await db.record(
        .account("session-ended", session.person, session.personName, after: ["session": id.description]),
        by: request.actor)
    }
    return sessions(request, saying: "That session is over.")
  }

  static func endOtherSessions(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let count = try await request.site.databases.changeAccounts { db in
      let count = try await Session.endOthers(than: session.id, of: session.person, in: db.global)
      try await db.record(
        .account("other-sessions-ended", session.person, session.personName, after: ["sessions": "\(count)"]),
        by: request.actor)
      return count
    }
    return sessions(request, saying: "\(count) other sessions are over.")
  }

  static func account(_ request: OpenRequest, saying message: Message) -> Response {
    .redirect(to: "/account").saying(Flash(request.locale.text(message)))
  }

  private static func sessions(_ request: OpenRequest, saying message: Message) -> Response {
    .redirect(to: "/account/sessions").saying(Flash(request.locale.text(message)))
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
