import Audit
import Basics
import Crypto
import Database
import HTTP
import Localization
import Looks
import Web
import WebAuthn

extension Identity {
  /// Asks who is sitting there before the device is asked, not after.
  static func beginPasskey(_ request: OpenRequest) async throws -> Response {
    .redirect(to: "/account/second-factor/passkeys/new")
  }

  static func newPasskey(_ request: OpenRequest) async throws -> Response {
    let device = Device(userAgent: Browser(of: request).userAgent)
    return try await passkeyPage(request, FormState(["name": request.locale.text(device.name)]))
  }

  private static func passkeyPage(
    _ request: OpenRequest, _ form: FormState, _ status: HTTPStatus = .ok
  ) async throws -> Response {
    let session = try request.signedIn
    let known = try await Passkey.all(of: session.person, in: request.global)
    if known.count >= Passkey.most {
      return try await secondFactorPage(
        request, problem: "You have 20 passkeys. Remove one first.", .conflict)
    }
    let asked = try await registration(by: session).ask(at: request.now, in: request.global)
    let making = PasskeyRequest.making(
      asked, for: session.person, name: session.email, title: session.personName, besides: known,
      at: RelyingParty(request.site))
    return .page(
      NewPasskeyPage(request: making, form: form, languages: request.languageChoices), status: status)
  }

  private static func registration(by session: Session) -> PasskeyChallenge {
    PasskeyChallenge(.registration, of: "session \(session.id)")
  }

  static func createPasskey(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let filled = request.form(NewPasskeyDraft.self)
    guard let draft = filled.draft else {
      return try await passkeyPage(request, filled.state, .unprocessableContent)
    }
    do {
      let answer = try PasskeyAnswer(draft.answer)
      let new = try await checked(answer, session, request)
      return try await keep(new, named: draft.name, transports: answer.knownTransports, session, request)
    } catch let refusal as PasskeyRefusal {
      return try await passkeyPage(
        request, filled.state.adding(Problem(nil, refusal.message)), .unprocessableContent)
    } catch is WebAuthnError {
      return try await passkeyPage(
        request,
        filled.state.adding(Problem(nil, "This device's passkey cannot be used here. Try another device.")),
        .unprocessableContent)
    }
  }

  private static func checked(_ answer: PasskeyAnswer, _ session: Session, _ request: OpenRequest)
    async throws
    -> NewPasskey
  {
    let registration = try answer.registration()
    let challenge = try answer.challenge
    let asked = try await self.registration(by: session).redeem(
      challenge, at: request.now, in: request.global)
    guard let asked else { throw PasskeyRefusal(message: "That took too long. Try again.") }
    return try registration.passkey(challenge: asked, for: RelyingParty(request.site))
  }

  private static func keep(
    _ new: NewPasskey, named name: String, transports: [String], _ session: Session, _ request: OpenRequest
  ) async throws -> Response {
    let codes = try await request.site.databases.changeAccounts { db in
      try await SecondFactors.hold(session.person, in: db)
      let isFirst = try await !SecondFactors.of(session.person, in: db).isAny
      let isNew = try await Passkey.insert(
        new, named: name, transports: transports, for: session.person, at: request.now, in: db)
      guard isNew else { throw PasskeyRefusal(message: "This passkey is known already. Use another device.") }
      try await tell(
        "The passkey \(name) was added.", as: "passkey-added", of: session, after: ["passkey": name], request,
        in: db)
      return try await afterAdding(isFirst, request, in: db)
    }
    return answer(codes, request, saying: "The passkey is added.")
  }

  static func renamePasskey(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let filled = request.form(PasskeyNameDraft.self)
    guard let draft = filled.draft else {
      return try await secondFactorPage(request, problem: filled.state.problem("name"), .unprocessableContent)
    }
    let id = try request.id(of: Passkey.self)
    try await request.site.databases.changeAccounts { db in
      guard try await Passkey.rename(id, of: session.person, to: draft.name, in: db) else {
        throw Failure.notFound
      }
      try await db.record(
        .account("passkey-renamed", session.person, session.personName, after: ["passkey": draft.name]),
        by: request.actor)
    }
    return secondFactor(request, saying: "The passkey has its new name.")
  }

  static func removePasskey(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let id = try request.id(of: Passkey.self)
    do {
      try await request.site.databases.changeAccounts { db in
        try await SecondFactors.hold(session.person, in: db)
        guard let name = try await Passkey.remove(id, of: session.person, in: db) else {
          throw Failure.notFound
        }
        try await checkPolicies(session, in: db)
        try await clearUp(after: session.person, in: db)
        try await tell(
          "The passkey \(name) was removed.", as: "passkey-removed", of: session, before: ["passkey": name],
          request,
          in: db)
      }
    } catch let needed as FactorNeeded {
      return try await secondFactorPage(request, problem: needed.message, .conflict)
    }
    return secondFactor(request, saying: "The passkey is removed. Remove it from the device, too.")
  }
}

/// Why a new passkey is not kept, for the person.
struct PasskeyRefusal: Error {
  let message: Message
}

/// A new passkey's name, and what the device says of it.
struct NewPasskeyDraft: FormDraft {
  let name: String
  let answer: String

  init(_ form: inout FormReader) {
    name = PasskeyNameDraft(&form).name
    answer = form.raw("passkey")
    if answer.isEmpty {
      form.refuse(nil, "Passkeys need a browser that knows them, with scripts switched on.")
    }
  }
}

struct PasskeyNameDraft: FormDraft {
  let name: String

  init(_ form: inout FormReader) {
    name = form.line("name", upTo: Passkey.longestName, missing: "Write what you know the device by.")
  }
}

/// Where a passkey is made.
struct NewPasskeyPage: Sendable {
  /// For the script.
  let request: String
  let form: FormState
  let languages: [LanguageChoice]
}
