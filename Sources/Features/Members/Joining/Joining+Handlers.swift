import Audit
import Basics
import Database
import HTTP
import Identity
import Localization
import Looks
import Tenancy
import Web

extension Members {
  static func showJoining(_ request: OpenRequest) async throws -> Response {
    try await joining(request) { joining in try await page(joining, FormState(), request) }
  }

  /// Somebody who has signed in with the address that was asked.
  static func join(_ request: OpenRequest) async throws -> Response {
    try await joining(request) { joining in
      guard let session = request.session, joining.isFor(session) else { return .redirect(to: joining.path) }
      try await joining.join(session.person, request.actor, at: request.now)
      let words = request.locale.text("Welcome to \(joining.tenant.name).")
      return .redirect(to: "/t/\(joining.tenant.slug)").saying(Flash(words))
    }
  }

  /// Somebody without an account: the link in the mail has shown that the address is theirs.
  static func joinWithNewAccount(_ request: OpenRequest) async throws -> Response {
    try await joining(request) { joining in
      if request.session != nil { return .redirect(to: joining.path) }
      let filled = NewMemberDraft.filled(request, for: joining)
      guard let draft = filled.draft else {
        return try await page(joining, filled.state, request, .unprocessableContent)
      }
      let account = try await NewAccount(
        email: joining.email, password: draft.password, name: draft.name, language: request.locale.language)
      do {
        let actor = Actor(
          kind: .person, person: account.id, name: draft.name, address: request.actor.address,
          device: request.actor.device, request: request.actor.request)
        try await joining.join(account.id, actor, new: account, at: request.now)
      } catch is EmailTaken {
        return .redirect(to: SignInPath.path(next: joining.path))
      }
      let words = request.locale.text("Welcome to \(joining.tenant.name).")
      return try await Identity.beginFirstSession(
        of: account.id, with: joining.email, request, then: "/t/\(joining.tenant.slug)"
      ).saying(Flash(words))
    }
  }

  /// For who is signed in with another address than the one that was asked.
  static func signOutToJoin(_ request: OpenRequest) async throws -> Response {
    guard let session = request.session else { throw Failure.forbidden }
    _ = try await Session.end(session.id, of: session.person, in: request.global)
    let back = "/join/\(request.parameter("slug"))/\(request.parameter("token"))"
    return Response.redirect(to: SignInPath.ownPath(back) ?? "/")
      .setting(cookie: SessionCookie.header(SessionCookie.session, ""))
  }

  private static func joining(_ request: OpenRequest, _ body: (Joining) async throws -> Response) async throws
    -> Response
  {
    do {
      return try await body(try await Joining(request))
    } catch let refusal as Joining.Refusal {
      return .page(JoinPage(refusal, request), status: .gone)
    }
  }

  private static func page(
    _ joining: Joining, _ form: FormState, _ request: OpenRequest, _ status: HTTPStatus = .ok
  ) async throws -> Response {
    let hasAccount = try await Identity.person(with: joining.email, in: request.global) != nil
    let names = try await Identity.names(of: [joining.invitation.invitedBy], in: request.global)
    let inviter = names[joining.invitation.invitedBy] ?? ""
    let page = JoinPage(joining, inviter: inviter, hasAccount: hasAccount, form: form, request)
    return .page(page, status: status)
  }
}

/// Somebody who joins without an account.
struct NewMemberDraft: FormDraft {
  let name: String
  let password: String

  init(_ form: inout FormReader) { self.init(&form, words: []) }

  private init(_ form: inout FormReader, words: [String]) {
    name = form.line("name", upTo: 120, missing: "Write the name that your colleagues know you by.")
    password = form.raw("password")
    if let problem = NewAccount.problem(withPassword: password, words: words) {
      form.refuse("password", problem)
    }
  }

  /// The password may not be made of the address or the business's name.
  static func filled(_ request: OpenRequest, for joining: Joining) -> FilledForm<NewMemberDraft> {
    let filled = request.form(NewMemberDraft.self)
    let words = [joining.email.text, joining.tenant.name, filled.state.value("name")]
    guard let draft = filled.draft,
      let problem = NewAccount.problem(withPassword: draft.password, words: words)
    else {
      return filled
    }
    return FilledForm(refusing: filled.state.adding(Problem("password", problem)))
  }
}
