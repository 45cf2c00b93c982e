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
  /// How often one network may be asked for a passkey: each question is a row for five minutes.
  private static let passkeyLimit = RateLimiter(burst: 60, refill: .seconds(2))

  /// What whichever passkey the visitor has is to sign, for the script of the sign-in page.
  static func askForPasskey(_ request: OpenRequest) async throws -> Response {
    if passkeyLimit.take(request.http.client.network, at: request.now) != nil {
      return Response(.tooManyRequests)
    }
    let asked = try await passkeyChallenge(of: request).ask(at: request.now, in: request.global)
    let text = PasskeyRequest.use(asked, of: [], at: RelyingParty(request.site))
    return Response(.ok, .text(text, type: "application/json"))
  }

  /// A passkey that has asked for a finger, a face or a number is two factors in one: it signs in alone.
  static func createPasskeySignIn(_ request: OpenRequest) async throws -> Response {
    let filled = request.form(PasskeySignInDraft.self)
    let next = SignInPath.ownPath(filled.state.value("next"))
    guard let draft = filled.draft else { return passkeyRefused(request, filled.state, next) }
    let verdict = try await PasskeyCheck(at: RelyingParty(request.site)).verdict(
      on: draft.answer, to: passkeyChallenge(of: request), of: nil, at: request.now, in: request.global)
    do {
      if case .right(let passkey, let use) = verdict {
        let holder = try await AccountHolder.find(passkey.person, in: request.global)
        return try await beginSession(
          for: holder.id, with: holder.address, by: .passkey, request, then: next
        ) { db in
          guard try await passkey.note(use, at: request.now, in: db) else { throw WrongProof() }
        }
      }
    } catch is WrongProof {}
    return passkeyRefused(request, filled.state.adding(try await problem(with: verdict, request)), next)
  }

  private static func passkeyRefused(_ request: OpenRequest, _ form: FormState, _ next: String?) -> Response {
    .page(SignInPage(form, next: next, request), status: .unprocessableContent)
  }

  private static func passkeyChallenge(of request: OpenRequest) -> PasskeyChallenge {
    let visitor = "visitor \(request.cookie(SessionCookie.visitor) ?? "")"
    return PasskeyChallenge(.signIn, of: request.session.map { "session \($0.id)" } ?? visitor)
  }

  /// What a person is told of a passkey that was not taken. One that may be a copy is stopped, and its owner told.
  static func problem(with verdict: PasskeyCheck.Verdict, _ request: some WebRequest) async throws -> Problem
  {
    switch verdict {
    case .right, .wrong: return Problem(nil, .passkeyRefused)
    case .tooLate: return Problem(nil, .passkeyTooLate)
    case .suspected(let passkey):
      try await request.site.databases.changeAccounts { db in
        let holder = try await AccountHolder.find(passkey.person, in: db.global)
        try await passkey.stop(
          by: request.actor(as: holder.id, named: holder.name), Circumstances(request), at: request.now,
          in: db)
      }
      return Problem(nil, .passkeyStopped)
    }
  }
}

extension Passkey {
  /// Stops one that may be a copy, once, and tells its owner.
  func stop(by actor: Actor, _ circumstances: Circumstances?, at now: Instant, in db: TenantDatabase)
    async throws
  {
    guard try await suspect(at: now, in: db) else { return }
    let holder = try await AccountHolder.find(person, in: db.global)
    try await db.record(
      .account("passkey-stopped", holder.id, holder.name, after: ["passkey": name]), by: actor)
    try await db.send(.passkeyStopped(holder, name, circumstances))
  }
}

extension Message {
  static let passkeyRefused: Message = "This passkey was not accepted. Try again, or another way."
  static let passkeyTooLate: Message = "That took too long. Try again."
  static let passkeyStopped: Message =
    "This passkey has been stopped, because there may be a copy of it. Use another way, then remove it."
}

/// What the script of the sign-in page sends.
struct PasskeySignInDraft: FormDraft {
  let answer: String

  init(_ form: inout FormReader) {
    answer = form.raw("passkey")
    if answer.isEmpty { form.refuse(nil, .passkeyRefused) }
  }
}
