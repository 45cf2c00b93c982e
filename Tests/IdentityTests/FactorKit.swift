import Basics
import Crypto
import Database
import TestKit
import Web

@testable import Identity

/// What the tests of second factors set up, without the pages.
struct FactorKit {
  let site: TestSite

  init() async throws { site = try await TestSite.shared() }

  var platform: TenantDatabase { site.databases.tenant(.platform) }
  var global: PlatformDatabase { site.databases.global }
  var check: FactorCheck { FactorCheck(site.application.site) }

  /// An app whose codes of this half minute and the next were not used.
  func app(for person: PersonID, at now: Instant = .now) async throws -> TOTP {
    let (vault, session) = (site.application.site.vault, RecordID<Session>())
    try await AuthenticatorApp.begin(for: person, in: session, vault: vault, at: now, in: platform)
    let pending = try await AuthenticatorApp.pending(
      of: person, in: session, vault: vault, at: now, in: platform)
    guard let pending else { throw TestKitError("no secret") }
    let code = pending.code(at: TOTP.step(at: now) - 1)
    let isRight = try await AuthenticatorApp.confirm(
      code, of: person, in: session, vault: vault, at: now, in: platform)
    guard isRight else { throw TestKitError("not confirmed") }
    return pending
  }

  func recoveryCodes(for person: PersonID) async throws -> [String] {
    try await RecoveryCodes.renew(
      for: person, key: RecoveryKey(site.application.site), at: .now, in: platform)
  }

  /// A browser in which the password was typed, at the page for the second step.
  func secondStep(_ account: TestAccount, in visitor: Visitor? = nil) async throws -> (Visitor, FetchedPage) {
    let visitor = if let visitor { visitor } else { try await Visitor(to: site) }
    let page = try await visitor.get("/sign-in")
    let answer = try await visitor.submit(
      page.form("/sign-in"), ["email": account.email, "password": TestAccount.password])
    guard answer.location == "/sign-in/second" else {
      throw TestKitError("\(answer.status) \(answer.location ?? "")")
    }
    return (visitor, try await visitor.get("/sign-in/second"))
  }

  /// Registers a passkey through the pages; `other` is one that the person has already, and proves who they are.
  func passkey(
    for visitor: Visitor, named name: String = "Key", counter: UInt32 = 1,
    besides other: SoftAuthenticator? = nil
  ) async throws -> SoftAuthenticator {
    let device = try SoftAuthenticator()
    let page = try await visitor.get("/account/second-factor/passkeys/new")
    var answer = try await visitor.submit(
      page.form("/account/second-factor/passkeys"),
      ["name": name, "passkey": try device.registration(page.passkeyRequest, counter: counter)])
    if let other, answer.asksForProof { answer = try await prove(answer, with: other, by: visitor) }
    guard answer.status == 200 || answer.status == 303 else {
      throw TestKitError("\(answer.status): \(answer.words)")
    }
    return device
  }

  /// Answers the page that asks who is sitting there.
  func prove(_ page: FetchedPage, with device: SoftAuthenticator, counter: UInt32 = 2, by visitor: Visitor)
    async throws
    -> FetchedPage
  {
    let said = try device.assertion(page.passkeyRequest, counter: counter, person: nil)
    return try await visitor.submit(page.form(page.path), ["step-up-passkey": said])
  }

  /// What the sign-in page's script asks for.
  func question(_ visitor: Visitor) async throws -> (PageForm, String) {
    let page = try await visitor.get("/sign-in")
    let form = try page.form("/sign-in/passkey")
    let asked = try await visitor.post("/sign-in/passkey/request", ["csrf": form.values["csrf"] ?? ""])
    guard asked.status == 200 else { throw TestKitError("\(asked.status)") }
    return (form, asked.text)
  }

  func audited(_ person: PersonID) async throws -> [String] {
    try await platform.all(
      """
      select action from audit where tenant_id = \(platform.tenant) and subject_id = \(person.description) order by id
      """)
  }
}

extension FetchedPage {
  /// What the page hands to the script for a passkey.
  var passkeyRequest: String {
    markup.elements.lazy.compactMap { $0["data-passkey-use"] ?? $0["data-passkey-make"] }.first ?? ""
  }
}
