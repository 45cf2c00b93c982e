import Audit
import Basics
import Crypto
import Database
import HTTP
import Localization
import Looks
import Mail
import Web
import WebAuthn

extension Identity {
  static func showSecondStep(_ request: OpenRequest) async throws -> Response {
    guard let (token, step) = try await secondStep(of: request) else { return signInAgain(request) }
    return try await secondStepPage(request, token, step, FormState())
  }

  static func createSecondStep(_ request: OpenRequest) async throws -> Response {
    guard let (token, step) = try await secondStep(of: request) else { return signInAgain(request) }
    let filled = request.form(SecondStepDraft.self)
    guard let draft = filled.draft else {
      return try await secondStepPage(request, token, step, filled.state, .unprocessableContent)
    }
    switch draft.proof {
    case .code(let code): return try await pass(code, token, step, draft.trusts, filled.state, request)
    case .passkey(let answer): return try await pass(answer, token, step, draft.trusts, filled.state, request)
    }
  }

  private static func secondStep(of request: OpenRequest) async throws -> (Token, SignInChallenge)? {
    guard let token = request.cookie(SignInChallenge.cookieName).flatMap({ Token($0) }) else { return nil }
    return try await SignInChallenge.find(token, at: request.now, in: request.global).map { (token, $0) }
  }

  private static func signInAgain(_ request: OpenRequest) -> Response {
    Response.redirect(to: SignInPath.path)
      .setting(cookie: SessionCookie.header(SignInChallenge.cookieName, ""))
      .saying(Flash(request.locale.text("That sign-in is over. Begin again with your password.")))
  }

  private static func pass(
    _ code: FactorCode, _ token: Token, _ step: SignInChallenge, _ trusts: Bool, _ form: FormState,
    _ request: OpenRequest
  ) async throws -> Response {
    let (now, check) = (request.now, FactorCheck(request.site))
    let known = KnownBrowser(
      cookie: request.cookie(KnownBrowser.cookieName), for: step.email, signedBy: request.site)
    let tries = FactorTries(person: step.person, browser: known?.nonce ?? "")
    if let wait = try await tries.take(at: now, in: request.global) {
      try await noteFailure(of: step.person, request)
      return try await secondStepPage(
        request, token, step, form.adding(.tooManyTries(wait)), .tooManyRequests)
    }
    guard let taken = try await SignInChallenge.take(token, at: now, in: request.global) else {
      return signInAgain(request)
    }
    do {
      let method: SignInMethod = if case .app = code { .code } else { .recoveryCode }
      return try await end(token, taken, by: method, trusts, request) { db in
        guard try await check.use(code, of: taken.person, at: now, in: db) != nil else { throw WrongProof() }
        try await tries.forgive(in: db)
        if method == .recoveryCode { try await tell(ofRecoveryCodeOf: taken.person, request, in: db) }
      }
    } catch is WrongProof {
      try await noteFailure(of: taken.person, request)
      guard taken.triesLeft > 0 else { return signInAgain(request) }
      return try await secondStepPage(
        request, token, taken, form.adding(.wrongCode(code)), .unprocessableContent)
    }
  }

  private static func pass(
    _ answer: String, _ token: Token, _ step: SignInChallenge, _ trusts: Bool, _ form: FormState,
    _ request: OpenRequest
  ) async throws -> Response {
    let challenge = PasskeyChallenge(.secondStep, of: token.text)
    let verdict = try await PasskeyCheck(at: RelyingParty(request.site)).verdict(
      on: answer, to: challenge, of: step.person, at: request.now, in: request.global)
    do {
      if case .right(let passkey, let use) = verdict {
        return try await end(token, step, by: .passkey, trusts, request) { db in
          guard try await passkey.note(use, at: request.now, in: db) else { throw WrongProof() }
        }
      }
    } catch is WrongProof {}
    try await noteFailure(of: step.person, request)
    let problem = try await problem(with: verdict, request)
    return try await secondStepPage(request, token, step, form.adding(problem), .unprocessableContent)
  }

  private static let failures = FailedProofs()

  /// Whoever comes here has shown the right password: its owner is to see that it did not end well. Once a minute, with how
  /// often.
  private static func noteFailure(of person: PersonID, _ request: OpenRequest) async throws {
    guard let tries = failures.count(person.description, at: request.now) else { return }
    let holder = try await AccountHolder.find(person, in: request.global)
    try await request.site.databases.tenant(.platform).record(
      .account("second-factor-failed", person, holder.name, after: ["tries": "\(tries)"]),
      by: request.actor, at: request.now)
  }

  /// The session, and the end of the way to it: of several who show a proof at once, one gets through.
  private static func end(
    _ token: Token, _ step: SignInChallenge, by method: SignInMethod, _ trusts: Bool, _ request: OpenRequest,
    proof: nonisolated(nonsending) (TenantDatabase) async throws -> Void
  ) async throws -> Response {
    let now = request.now
    var device: Token?
    do {
      var response = try await beginSession(
        for: step.person, with: step.email, by: method, request, then: step.next
      ) { db in
        try await proof(db)
        guard try await SignInChallenge.end(token, at: now, in: db) else { throw SignInOver() }
        if trusts {
          device = try await TrustedDevice.trust(Browser(of: request), of: step.person, at: now, in: db)
        }
      }
      if let device { response = response.setting(cookie: TrustedDevice.cookie(device)) }
      guard method == .recoveryCode else { return response }
      let left = try await RecoveryCodes.left(of: step.person, in: request.global)
      return response.saying(Flash(request.locale.text("You have \(left) recovery codes left.")))
    } catch is SignInOver {
      return signInAgain(request)
    }
  }

  private static func secondStepPage(
    _ request: OpenRequest, _ token: Token, _ step: SignInChallenge, _ form: FormState,
    _ status: HTTPStatus = .ok
  ) async throws -> Response {
    let factors = try await SecondFactors.of(step.person, in: request.global)
    var passkey: String?
    if factors.passkeys > 0 {
      let asked = try await PasskeyChallenge(.secondStep, of: token.text).ask(
        at: request.now, in: request.global)
      let passkeys = try await Passkey.all(of: step.person, in: request.global)
      passkey = PasskeyRequest.use(asked, of: passkeys, at: RelyingParty(request.site))
    }
    return .page(SecondStepPage(factors, passkey: passkey, form, request), status: status)
  }
}

/// What was shown is not what was asked for: nothing of the transaction stays.
struct WrongProof: Error {}
private struct SignInOver: Error {}

/// What somebody shows after the password.
struct SecondStepDraft: FormDraft {
  enum Proof: Sendable {
    case code(FactorCode)
    case passkey(String)
  }

  let proof: Proof
  let trusts: Bool

  init(_ form: inout FormReader) {
    trusts = form.isChecked("trust")
    let (passkey, recovery) = (form.raw("passkey"), form.raw("recovery"))
    if !passkey.isEmpty {
      proof = .passkey(passkey)
    } else if let code = FactorCode(recovery.isEmpty ? form.raw("code") : recovery) {
      proof = .code(code)
    } else {
      form.refuse(
        recovery.isEmpty ? "code" : "recovery",
        recovery.isEmpty
          ? "Type the six digits that the app shows." : "A recovery code has 12 letters and digits.")
      proof = .passkey("")
    }
  }
}

extension Problem {
  static func wrongCode(_ code: FactorCode) -> Problem {
    switch code {
    case .app: Problem("code", "This is not the code of now, or it was used already. Wait for the next one.")
    case .recovery: Problem("recovery", "This recovery code is not one of yours, or it was used already.")
    }
  }
}
