import Audit
import Basics
import Crypto
import Database
import HTTP
import Localization
import Looks
import Web
import WebAuthn

extension DangerousAction {
  static let changeSecondFactor = DangerousAction(
    "account.second-factor.change", "Change the second factor", factor: .strongest,
    freshness: .seconds(10 * 60))
}

extension Identity {
  static func secondFactorRoutes(_ routes: inout Routes) {
    let change = DangerousAction.changeSecondFactor
    routes.get("/account/second-factor", for: .signedIn, showSecondFactor)
    routes.post("/account/second-factor/app/start", for: .signedIn, stepUp: change, beginApp)
    routes.get("/account/second-factor/app", for: .signedIn, showApp)
    routes.post("/account/second-factor/app", for: .signedIn, stepUp: change, confirmApp)
    routes.post("/account/second-factor/app/removal", for: .signedIn, stepUp: change, removeApp)
    routes.post("/account/second-factor/recovery-codes", for: .signedIn, stepUp: change, renewRecoveryCodes)
    routes.post("/account/second-factor/recovery-codes/file", for: .signedIn, downloadRecoveryCodes)
    routes.post("/account/second-factor/passkeys/start", for: .signedIn, stepUp: change, beginPasskey)
    routes.get("/account/second-factor/passkeys/new", for: .signedIn, newPasskey)
    routes.post("/account/second-factor/passkeys", for: .signedIn, stepUp: change, createPasskey)
    routes.post("/account/second-factor/passkeys/:id/name", for: .signedIn, renamePasskey)
    routes.post("/account/second-factor/passkeys/:id/removal", for: .signedIn, stepUp: change, removePasskey)
    routes.post("/account/second-factor/devices/:id/removal", for: .signedIn, removeTrustedDevice)
    routes.post("/account/second-factor/devices/removal", for: .signedIn, removeTrustedDevices)
  }

  static func showSecondFactor(_ request: OpenRequest) async throws -> Response {
    try await secondFactorPage(request)
  }

  static func secondFactorPage(
    _ request: OpenRequest, problem: Message? = nil, _ status: HTTPStatus = .ok
  ) async throws -> Response {
    let session = try request.signedIn
    let (db, now) = (request.global, request.now)
    let page = SecondFactorPage(
      factors: try await SecondFactors.of(session.person, in: db),
      passkeys: try await Passkey.all(of: session.person, in: db),
      devices: try await TrustedDevice.all(of: session.person, at: now, in: db),
      asking: SecondFactorPage.Asking(session, slug: request.query("business")), problem: problem,
      places: request.site.places, now: now,
      languages: request.languageChoices, flash: request.facts.flash)
    return .page(page, status: status)
  }

  static func secondFactor(_ request: OpenRequest, saying message: Message) -> Response {
    .redirect(to: SecondFactorPath.path).saying(Flash(request.locale.text(message)))
  }

  /// The first factor brings recovery codes with it, shown on the answer and never again.
  static func afterAdding(_ isFirst: Bool, _ request: OpenRequest, in db: TenantDatabase) async throws
    -> [String]
  {
    guard isFirst else { return [] }
    let person = try request.signedIn.person
    return try await RecoveryCodes.renew(for: person, key: RecoveryKey(request.site), at: request.now, in: db)
  }

  /// The new codes, or the page from which one came where there are none.
  static func answer(_ codes: [String], _ request: OpenRequest, saying message: Message) -> Response {
    if codes.isEmpty { return secondFactor(request, saying: message) }
    return .page(
      RecoveryCodesPage(
        codes: codes, notice: request.locale.text(message), languages: request.languageChoices))
  }

  /// What goes with the last factor: codes that open nothing without it, and trust that stands for it.
  static func clearUp(after person: PersonID, in db: TenantDatabase) async throws {
    guard try await !SecondFactors.of(person, in: db).isAny else { return }
    try await db.run("delete from recovery_codes where person_id = \(person)")
    try await TrustedDevice.revokeAll(of: person, in: db)
    try await db.run("delete from factor_tries where person_id = \(person)")
  }

  /// Refuses to take the last factor from somebody whose business wants one: thrown inside of the transaction, which it
  /// undoes.
  static func checkPolicies(_ session: Session, in db: TenantDatabase) async throws {
    guard try await !SecondFactors.of(session.person, in: db).isAny else { return }
    if let membership = session.memberships.first(where: { $0.policy.required(of: $0.role) }) {
      throw FactorNeeded(business: membership.tenant.name)
    }
  }

  static func removeTrustedDevice(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    let id = try request.id(of: TrustedDevice.self)
    try await request.site.databases.changeAccounts { db in
      guard try await TrustedDevice.revoke(id, of: session.person, in: db) else { throw Failure.notFound }
      try await db.record(
        .account("device-distrusted", session.person, session.personName), by: request.actor)
    }
    return secondFactor(request, saying: "That device is not trusted any more.")
  }

  static func removeTrustedDevices(_ request: OpenRequest) async throws -> Response {
    let session = try request.signedIn
    try await request.site.databases.changeAccounts { db in
      try await TrustedDevice.revokeAll(of: session.person, in: db)
      try await db.record(
        .account("devices-distrusted", session.person, session.personName), by: request.actor)
    }
    return secondFactor(request, saying: "No device is trusted any more.")
  }
}

/// A business of the person wants a second factor of people in their role.
struct FactorNeeded: Error {
  let business: String

  var message: Message {
    "\(business) wants a second factor of people in your role. Add another one before you remove this."
  }
}
