import Basics
import Crypto
import Database
import HTTP
import Localization
import Looks
import QRCode
import Web

extension Identity {
  static func beginApp(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    try await request.site.databases.changeAccounts { db in
      try await AuthenticatorApp.begin(
        for: session.person, in: session.id, vault: request.site.vault, at: request.now, in: db)
    }
    return .redirect(to: "/account/second-factor/app")
  }

  static func showApp(_ request: OpenRequest) async throws -> Response {
    try await appPage(request, FormState())
  }

  private static func appPage(_ request: OpenRequest, _ form: FormState, _ status: HTTPStatus = .ok)
    async throws
    -> Response
  {
    let session = try request.signedIn
    let pending = try await AuthenticatorApp.pending(
      of: session.person, in: session.id, vault: request.site.vault, at: request.now,
      in: request.site.databases.tenant(.platform))
    guard let pending else { return .redirect(to: SecondFactorPath.path) }
    return .page(AppPage(pending, session, form, request), status: status)
  }

  static func confirmApp(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let filled = request.form(AppCodeDraft.self)
    guard let draft = filled.draft else {
      return try await appPage(request, filled.state, .unprocessableContent)
    }
    do {
      let codes = try await request.site.databases.changeAccounts { db in
        try await SecondFactors.hold(session.person, in: db)
        let isFirst = try await !SecondFactors.of(session.person, in: db).isAny
        let isRight = try await AuthenticatorApp.confirm(
          draft.code, of: session.person, in: session.id, vault: request.site.vault, at: request.now, in: db)
        guard isRight else { throw WrongProof() }
        try await tell("An authenticator app was added.", as: "app-added", of: session, request, in: db)
        return try await afterAdding(isFirst, request, in: db)
      }
      return answer(codes, request, saying: "The app is set up.")
    } catch is WrongProof {
      return try await appPage(request, filled.state.adding(.wrongCode(.app(""))), .unprocessableContent)
    }
  }

  static func removeApp(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    do {
      try await request.site.databases.changeAccounts { db in
        try await SecondFactors.hold(session.person, in: db)
        guard try await AuthenticatorApp.remove(from: session.person, in: db) else { throw Failure.notFound }
        try await checkPolicies(session, in: db)
        try await clearUp(after: session.person, in: db)
        try await tell("An authenticator app was removed.", as: "app-removed", of: session, request, in: db)
      }
    } catch let needed as FactorNeeded {
      return try await secondFactorPage(request, problem: needed.message, .conflict)
    }
    return secondFactor(request, saying: "The app is removed.")
  }

  static func renewRecoveryCodes(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let codes = try await request.site.databases.changeAccounts { db in
      try await SecondFactors.hold(session.person, in: db)
      guard try await SecondFactors.of(session.person, in: db).isAny else { throw Failure.notFound }
      try await tell(
        "New recovery codes were made.", as: "recovery-codes-renewed", of: session, request, in: db)
      return try await RecoveryCodes.renew(
        for: session.person, key: RecoveryKey(request.site), at: request.now, in: db)
    }
    return answer(codes, request, saying: "The codes that you had before are worth nothing now.")
  }

  /// Gives back, as a file, the codes that the page just showed: they are kept nowhere that it could be made from.
  static func downloadRecoveryCodes(_ request: OpenRequest) async throws -> Response {
    let typed = (request.facts.fields["codes"]?.first ?? "").split(separator: " ").prefix(RecoveryCodes.count)
    let codes = typed.compactMap { word -> String? in
      guard case .recovery(let code)? = FactorCode(String(word)) else { return nil }
      return RecoveryCodes.spelled(code)
    }
    let title = request.locale.text("Recovery codes for Haat, each good for once")
    let text = ([title, ""] + codes).map { $0 + "\r\n" }.joined()
    return .download(
      .bytes(Array(text.utf8)), type: "text/plain; charset=utf-8", name: "haat-recovery-codes.txt")
  }
}

/// A code of the app that is being set up.
struct AppCodeDraft: FormDraft {
  let code: String

  init(_ form: inout FormReader) {
    if case .app(let digits)? = FactorCode(form.raw("code")) {
      code = digits
    } else {
      code = ""
      form.refuse("code", "Type the six digits that the app shows.")
    }
  }
}

/// Where an app is set up: its secret as a picture and as text, and its first code.
struct AppPage: Sendable {
  let secret: String
  let drawing: Drawing?
  let form: FormState
  let languages: [LanguageChoice]

  /// The dark modules as a path in a square of so many modules.
  struct Drawing: Sendable {
    let side: Int
    let path: String
  }

  init(_ totp: TOTP, _ session: Session, _ form: FormState, _ request: OpenRequest) {
    secret = totp.text
    drawing = QRCode(totp.address(issuer: "Haat", account: session.email)).map {
      Drawing(side: $0.side, path: $0.path)
    }
    self.form = form.without("code")
    languages = request.languageChoices
  }
}
