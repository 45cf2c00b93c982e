import Audit
import Basics
import Crypto
import Database
import HTTP
import Localization
import Looks
import Tenancy
import Web

extension Identity {
  static func showConfirmSignUp(_ request: OpenRequest) async throws -> Response {
    if request.session != nil { return .redirect(to: "/businesses") }
    let pending = try await PendingSignUp.find(request)
    let code = request.query("code").flatMap { MailCode($0) }
    if pending == nil, code == nil { return .redirect(to: "/sign-up") }
    return .page(ConfirmSignUpPage(pending, FormState(["code": code?.digits ?? ""]), request))
  }

  static func confirmSignUp(_ request: OpenRequest) async throws -> Response {
    guard let pending = try await PendingSignUp.find(request) else { return .redirect(to: "/sign-up") }
    let filled = request.form(CodeDraft.self)
    guard let code = filled.draft?.code else { return again(pending, filled.state, request) }
    guard try await pending.prove(code, at: request.now, in: request.global) else {
      let now = try await PendingSignUp.find(request) ?? pending
      return again(now, filled.state.adding(.wrongCode), request)
    }
    return try await open(pending, request)
  }

  private static func again(_ pending: PendingSignUp, _ form: FormState, _ request: OpenRequest) -> Response {
    .page(ConfirmSignUpPage(pending, form, request), status: .unprocessableContent)
  }

  static func sendSignUpCodeAgain(_ request: OpenRequest) async throws -> Response {
    guard let pending = try await PendingSignUp.find(request) else { return .redirect(to: "/sign-up") }
    if let wait = try await signUpMails.take(pending.draft.email, request) {
      let page = ConfirmSignUpPage(pending, FormState().adding(.tooManyTries(wait)), request)
      return .page(page, status: .tooManyRequests)
    }
    guard try await pending.sendAgain(request) else {
      throw Failure.conflict("That were enough mails. Begin again in half an hour.")
    }
    return .redirect(to: "/sign-up/confirm").saying(Flash(request.locale.text("Another mail is on its way.")))
  }

  /// The account and the business of a sign-up whose address is proved, and the session that begins with them.
  static func open(_ pending: PendingSignUp, _ request: OpenRequest) async throws -> Response {
    let draft = pending.draft
    guard let tenant = draft.tenant else { return .redirect(to: "/sign-up") }
    let account = NewAccount(
      email: draft.email, passwordHash: draft.passwordHash, language: draft.language)
    do {
      let token = try await request.site.databases.changeAccounts { db in
        guard try await pending.end(in: db.global) else { throw SignUpOver() }
        try await account.insert(at: request.now, in: db.global)
        try await Tenancy.create(tenant, at: request.now, in: db.global)
        try await addMember(account.id, as: .owner, to: tenant.id, at: request.now, in: db.global)
        try await db.record(
          .account("opened", account.id, account.name), by: request.actor(as: account.id, named: account.name)
        )
        return try await Session.begin(
          for: account.id, from: Browser(of: request), at: request.now, in: db.global)
      }
      let home = try await begin(tenant, draft.form, request)
      return signedIn(with: token, as: draft.email, request, then: home)
        .setting(cookie: SessionCookie.header(PendingSignUp.cookieName, ""))
        .saying(.isReady(tenant, request))
    } catch is SlugTaken {
      // The code was right: the form again, with what was typed, and no other mail.
      return .redirect(to: "/sign-up")
    } catch is EmailTaken {
      // Who has read the mail may know.
      return Response.redirect(to: SignInPath.path)
        .saying(
          Flash(request.locale.text("There is an account with this e-mail. Sign in, then add the business.")))
    } catch is SignUpOver {
      return .redirect(to: request.session == nil ? SignInPath.path : "/businesses")
    }
  }

  private struct SignUpOver: Error {}
}

/// The code of a mail.
struct CodeDraft: FormDraft {
  /// Nil only when the form has a problem.
  let code: MailCode?

  init(_ form: inout FormReader) {
    code = form.value("code", or: "Type the 6 digits of the mail.") { MailCode($0) }
  }
}

extension Problem {
  static let wrongCode = Problem("code", "That is not the code of the newest mail. Look again.")
}
