import Basics
import Crypto
import Database
import HTTP
import Localization
import Looks
import Web

extension Identity {
  static let signInLimits = SignInLimits()

  static func newSignIn(_ request: OpenRequest) -> Response {
    let next = SignInPath.ownPath(request.query("next"))
    if let session = request.session {
      return .redirect(to: next ?? home(of: session.memberships.map(\.tenant.slug)))
    }
    return .page(SignInPage(FormState(), next: next, request))
  }

  static func createSignIn(_ request: OpenRequest) async throws -> Response {
    let filled = request.form(SignInDraft.self)
    guard let draft = filled.draft, let email = draft.email else { return again(request, filled.state) }
    let attempt = SignInAttempt(email: email, password: draft.password, in: request)
    switch try await attempt.outcome(at: request.now, limits: signInLimits, in: request.global) {
    case .person(let person):
      let next = SignInPath.ownPath(filled.state.value("next"))
      let slugs = try await slugs(of: person, in: request.global)
      return try await beginSession(for: person, with: email, request, then: next ?? home(of: slugs))
    case .refused: return again(request, filled.state.adding(.noSuchSignIn))
    case .tooMany(let wait): return again(request, filled.state.adding(.tooManyTries(wait)), .tooManyRequests)
    }
  }

  private static func again(
    _ request: OpenRequest, _ form: FormState, _ status: HTTPStatus = .unprocessableContent
  ) -> Response {
    .page(SignInPage(form, next: SignInPath.ownPath(form.value("next")), request), status: status)
  }

  /// Signs a person in who has shown that they are the one.
  package static func beginSession(
    for person: PersonID, with email: EmailAddress, _ request: OpenRequest, then path: String
  ) async throws -> Response {
    let cookie = request.cookie(KnownBrowser.cookieName)
    let isKnown = KnownBrowser(cookie: cookie, for: email, signedBy: request.site) != nil
    let token = try await request.site.databases.changeAccounts { db in
      let token = try await Session.begin(
        for: person, from: Browser(of: request), at: request.now, in: db.global)
      try await began(person, isKnown: isKnown, with: "password", request, in: db)
      return token
    }
    if let old = request.session { _ = try await Session.end(old.id, of: old.person, in: request.global) }
    return signedIn(with: token, as: email, request, then: path)
  }

  /// A new token whatever the browser sent along: one that somebody planted in it opens nothing.
  static func signedIn(
    with token: Token, as email: EmailAddress, _ request: OpenRequest, then path: String
  ) -> Response {
    Response.redirect(to: path)
      .setting(cookie: SessionCookie.header(SessionCookie.session, token.text))
      .setting(cookie: SessionCookie.header(SessionCookie.visitor, ""))
      .setting(cookie: KnownBrowser(for: email, signedBy: request.site).cookie)
  }

  /// The only business, or the choice between them.
  static func home(of slugs: [String]) -> String { slugs.count == 1 ? "/t/\(slugs[0])" : "/businesses" }

  static func signOut(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    _ = try await Session.end(session.id, of: session.person, in: request.global)
    return Response.redirect(to: SignInPath.path)
      .setting(cookie: SessionCookie.header(SessionCookie.session, ""))
      .saying(Flash(request.locale.text("You have signed out.")))
  }
}
