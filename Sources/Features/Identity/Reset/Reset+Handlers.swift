import Basics
import Crypto
import Database
import HTTP
import Jobs
import Localization
import Looks
import Web

extension Identity {
  static let resetMails = MailLimits("reset")

  static func newReset(_ request: OpenRequest) -> Response {
    .page(ResetPage(FormState(["email": request.session?.email ?? ""]), request))
  }

  /// The same answer for every address, after the same work: it puts a job into the queue, which looks.
  static func createReset(_ request: OpenRequest) async throws -> Response {
    let filled = request.form(AddressDraft.self)
    guard let email = filled.draft?.email else {
      return .page(ResetPage(filled.state, request), status: .unprocessableContent)
    }
    if let wait = try await resetMails.take(email, request) {
      return .page(ResetPage(filled.state.adding(.tooManyTries(wait)), request), status: .tooManyRequests)
    }
    try await request.site.databases.tenant(.platform).enqueue(
      SendPasswordLink(email: email), at: request.now, priority: .urgent)
    return .redirect(to: "/reset/sent")
  }

  static func showResetSent(_ request: OpenRequest) -> Response { .page(ResetSentPage(request)) }

  /// Uses nothing up: mail scanners follow links too.
  static func newPassword(_ request: OpenRequest) async throws -> Response {
    let token = request.parameter("token")
    let found = try await AccountLink.password.find(token, at: request.now, in: request.global)
    return .page(NewPasswordPage(token: found == nil ? nil : token, FormState(), request))
  }

  /// Does not sign in: the new password does, and the second factor of who has one. The browser counts as known from now
  /// on: while strangers guess from everywhere, mail is what its owner comes back in by.
  static func createPassword(_ request: OpenRequest) async throws -> Response {
    let token = request.parameter("token")
    guard let found = try await AccountLink.password.find(token, at: request.now, in: request.global) else {
      return .page(NewPasswordPage(token: nil, FormState(), request), status: .unprocessableContent)
    }
    let filled = request.form(NewPasswordDraft.self)
    let holder = try await AccountHolder.find(found.person, in: request.global)
    let problem = filled.draft.flatMap { NewPasswordDraft.problem(with: $0.password, of: holder) }
    guard let draft = filled.draft, problem == nil else {
      let state = problem.map { filled.state.adding($0) } ?? filled.state
      return .page(NewPasswordPage(token: token, state, request), status: .unprocessableContent)
    }
    let hash = try await Password.hash(draft.password, for: request.http.client.asker)
    let isSet = try await request.site.databases.changeAccounts { db in
      guard try await AccountLink.password.redeem(token, at: request.now, in: db.global) != nil else {
        return false
      }
      try await Person.setPassword(hash, of: holder, request, in: db)
      return true
    }
    guard isSet else {
      return .page(NewPasswordPage(token: nil, FormState(), request), status: .unprocessableContent)
    }
    return Response.redirect(to: SignInPath.path)
      .setting(cookie: SessionCookie.header(SessionCookie.session, ""))
      .setting(cookie: KnownBrowser(for: holder.address, at: request.now, signedBy: request.site).cookie)
      .saying(Flash(request.locale.text("Your password is changed. Sign in with the new one.")))
  }
}

/// An address to which mail is to go.
struct AddressDraft: FormDraft {
  /// Nil only when the form has a problem.
  let email: EmailAddress?

  init(_ form: inout FormReader) {
    let typed = form.raw("email")
    email = EmailAddress(typed)
    if email == nil { form.refuse("email", SignInDraft.problem(withEmail: typed)) }
  }
}
