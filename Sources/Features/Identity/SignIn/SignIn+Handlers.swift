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
      return try await passPassword(
        person, email, next: SignInPath.ownPath(filled.state.value("next")), request)
    case .refused: return again(request, filled.state.adding(.noSuchSignIn))
    case .tooMany(let wait): return again(request, filled.state.adding(.tooManyTries(wait)), .tooManyRequests)
    }
  }

  private static func again(
    _ request: OpenRequest, _ form: FormState, _ status: HTTPStatus = .unprocessableContent
  ) -> Response {
    .page(SignInPage(form, next: SignInPath.ownPath(form.value("next")), request), status: status)
  }

  /// The password was right: a session, or the question for the second factor of who has one.
  private static func passPassword(
    _ person: PersonID, _ email: EmailAddress, next: String?, _ request: OpenRequest
  ) async throws -> Response {
    let (db, now) = (request.global, request.now)
    guard try await SecondFactors.of(person, in: db).isAny else {
      return try await beginSession(for: person, with: email, request, then: next)
    }
    let trusted = request.cookie(TrustedDevice.cookieName)
    if try await TrustedDevice.accepts(trusted, of: person, at: now, in: db) {
      return try await beginSession(for: person, with: email, by: .trustedDevice, request, then: next)
    }
    let token = try await SignInChallenge.begin(for: person, with: email, next: next, at: now, in: db)
    return Response.redirect(to: SignInChallenge.path)
      .setting(cookie: SessionCookie.header(SignInChallenge.cookieName, token.text))
  }

  /// Signs a person in who has shown that they are the one. Without a path it leads to their business.
  ///
  /// `proof` is what is used up by it, in the same transaction; what it throws undoes all.
  static func beginSession(
    for person: PersonID, with email: EmailAddress, by method: SignInMethod = .password,
    _ request: OpenRequest,
    then path: String?, proof: nonisolated(nonsending) (TenantDatabase) async throws -> Void = { _ in }
  ) async throws -> Response {
    let cookie = request.cookie(KnownBrowser.cookieName)
    let known = KnownBrowser(cookie: cookie, for: email, signedBy: request.site)
    let token = try await request.site.databases.changeAccounts { db in
      try await proof(db)
      let token = try await Session.begin(
        for: person, from: Browser(of: request), with: method, at: request.now, in: db.global)
      try await began(person, in: known, with: method.rawValue, request, in: db)
      return token
    }
    if let old = request.session { _ = try await Session.end(old.id, of: old.person, in: request.global) }
    let slugs = path == nil ? try await slugs(of: person, in: request.global) : []
    return signedIn(with: token, as: email, request, then: path ?? home(of: slugs))
  }

  /// Signs a person in whose account was made by this request, so that it has no second factor that could be passed by.
  package static func beginFirstSession(
    of person: PersonID, with email: EmailAddress, _ request: OpenRequest, then path: String
  ) async throws -> Response {
    try await beginSession(for: person, with: email, request, then: path)
  }

  /// A new token whatever the browser sent along: one that somebody planted in it opens nothing.
  static func signedIn(
    with token: Token, as email: EmailAddress, _ request: OpenRequest, then path: String
  ) -> Response {
    Response.redirect(to: path)
      .setting(cookie: SessionCookie.header(SessionCookie.session, token.text))
      .setting(cookie: SessionCookie.header(SessionCookie.visitor, ""))
      .setting(cookie: SessionCookie.header(SignInChallenge.cookieName, ""))
      .setting(cookie: KnownBrowser(for: email, at: request.now, signedBy: request.site).cookie)
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
