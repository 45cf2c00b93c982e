import Basics
import Crypto
import Database
import HTTP
import Tenancy
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `The page of second factors` {
  let shop: Shop
  let kit: FactorKit
  let owner: Visitor

  init() async throws {
    shop = try await Shop()
    kit = try await FactorKit()
    owner = try await shop.visitor()
  }

  private func secret(_ page: FetchedPage) throws -> TOTP {
    let text = try #require(page.markup.first("code")?.text).filter { $0 != " " }
    let bits = text.flatMap { letter -> [Int] in
      let number = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567").firstIndex(of: letter) ?? 0
      return (0..<5).map { number >> (4 - $0) & 1 }
    }
    return TOTP(
      secret: stride(from: 0, to: bits.count - 7, by: 8).map {
        UInt8(bits[$0..<$0 + 8].reduce(0) { $0 << 1 | $1 })
      })
  }

  @Test func `sets an app up with its first code, and gives ten recovery codes`() async throws {
    let list = try await owner.get("/account/second-factor")
    #expect(list.words.contains("Not set up"))
    let started = try await owner.submitConfirmed(list.form("/account/second-factor/app/start"))
    #expect(started.location == "/account/second-factor/app")
    let page = try await owner.get("/account/second-factor/app")
    #expect(page.markup.all("svg").contains { $0["role"] == "img" })
    let totp = try secret(page)
    // It counts for nothing yet.
    #expect(try await !SecondFactors.of(shop.owner.id, in: kit.global).isAny)
    let form = try page.form("/account/second-factor/app")
    #expect(try await owner.submitConfirmed(form, ["code": "000000"]).status == 422)
    let done = try await owner.submitConfirmed(form, ["code": totp.code(at: TOTP.step(at: .now))])
    #expect(done.status == 200)
    let codes = done.markup.all("code").map(\.text)
    #expect(codes.count == 10)
    #expect(codes.allSatisfy { $0.count == 14 })
    let file = try await owner.submit(done.form("/account/second-factor/recovery-codes/file"))
    #expect(file.headers.first("Content-Disposition") == "attachment; filename=\"haat-recovery-codes.txt\"")
    #expect(codes.allSatisfy { file.text.contains($0) })
    #expect(
      try await SecondFactors.of(shop.owner.id, in: kit.global)
        == SecondFactors(hasApp: true, passkeys: 0, recoveryCodes: 10))
    // The secret is shown once.
    #expect(try await owner.get("/account/second-factor/app").location == "/account/second-factor")
    #expect(try await kit.audited(shop.owner.id).contains("account.app-added"))
    #expect(
      try await Outbox(at: kit.site).all(to: shop.owner.email).contains {
        $0.subject == "Your second factor was changed"
      })
  }

  @Test func `shows the secret of an app to the session alone that asked for it`() async throws {
    let stolen = try await shop.visitor()
    let list = try await owner.get("/account/second-factor")
    _ = try await owner.submitConfirmed(list.form("/account/second-factor/app/start"))
    #expect(try await owner.get("/account/second-factor/app").status == 200)
    let elsewhere = try await stolen.get("/account/second-factor/app")
    #expect(elsewhere.location == "/account/second-factor")
  }

  @Test func `keeps an app's secret sealed`() async throws {
    let totp = try await kit.app(for: shop.owner.id)
    let sealed = try await kit.global.one(
      "select sealed from totp_secrets where person_id = \(shop.owner.id)", as: [UInt8].self)
    #expect(sealed.firstRange(of: totp.bytes) == nil)
    // Another person's row does not open with it.
    let other = try await TestAccount()
    _ = try await kit.app(for: other.id)
    try await kit.global.run("update totp_secrets set sealed = \(sealed) where person_id = \(other.id)")
    await #expect(throws: (any Error).self) {
      try await kit.check.use(
        .app(totp.code(at: TOTP.step(at: .now))), of: other.id, at: .now, in: kit.platform)
    }
  }

  @Test func `makes new recovery codes, and the old ones are worth nothing`() async throws {
    _ = try await kit.app(for: shop.owner.id)
    let old = try await kit.recoveryCodes(for: shop.owner.id)
    let page = try await owner.get("/account/second-factor")
    let new = try await kit.recoveryCodes(for: shop.owner.id)
    #expect(Set(old).isDisjoint(with: new))
    #expect(page.words.contains("10 left"))
    let key = RecoveryKey(kit.site.application.site)
    let typed = old[0].replacing("-", with: "")
    #expect(try await !RecoveryCodes.use(typed, of: shop.owner.id, key: key, at: .now, in: kit.platform))
  }

  @Test func `takes no recovery code for a proof in the middle of a session, and does not use it up`()
    async throws
  {
    let totp = try await kit.app(for: shop.owner.id)
    let codes = try await kit.recoveryCodes(for: shop.owner.id)
    let form = try await owner.get("/account/second-factor").form("/account/second-factor/recovery-codes")
    let asked = try await owner.submit(form)
    #expect(asked.asksForProof)
    let refused = try await owner.submit(asked.form(asked.path), ["step-up-code": codes[0]])
    #expect(refused.status == 422 && refused.asksForProof)
    #expect(try await RecoveryCodes.left(of: shop.owner.id, in: kit.global) == 10)
    let code = totp.code(at: TOTP.step(at: .now))
    #expect(try await owner.submit(refused.form(refused.path), ["step-up-code": code]).status == 200)
  }

  @Test func `takes the last factor away with all that stood for it`() async throws {
    let device = try await kit.passkey(for: owner)
    let browser = Browser(userAgent: "", address: "::1")
    _ = try await TrustedDevice.trust(browser, of: shop.owner.id, at: .now, in: kit.platform)
    let list = try await owner.get("/account/second-factor")
    let removal = try #require(
      list.markup.all("form").compactMap { $0["action"] }.first {
        $0.contains("/passkeys/") && $0.hasSuffix("/removal")
      })
    // Within minutes of a sign-in and with the password it is refused: the passkey is asked for.
    let asked = try await owner.submit(list.form(removal))
    #expect(asked.status == 403)
    #expect(asked.asksForProof)
    #expect(asked.value("step-up-password") == nil)
    #expect(try await owner.confirm(asked).status == 422)
    let wrong = try await kit.prove(asked, with: SoftAuthenticator(), by: owner)
    #expect(wrong.status == 422)
    #expect(try await kit.prove(wrong, with: device, by: owner).status == 303)
    #expect(
      try await SecondFactors.of(shop.owner.id, in: kit.global)
        == SecondFactors(hasApp: false, passkeys: 0, recoveryCodes: 0))
    #expect(try await TrustedDevice.all(of: shop.owner.id, at: .now, in: kit.global).isEmpty)
  }

  @Test func `does not take the last factor where a business wants one`() async throws {
    let device = try await kit.passkey(for: owner)
    try await SecurityPolicy(secondFactor: ["owner"], idle: .seconds(3600), longest: .seconds(12 * 3600))
      .save(at: .now, in: shop.db)
    let list = try await owner.get("/account/second-factor")
    let removal = try #require(
      list.markup.all("form").compactMap { $0["action"] }.first {
        $0.contains("/passkeys/") && $0.hasSuffix("/removal")
      })
    let asked = try await owner.submit(list.form(removal))
    let refused = try await kit.prove(asked, with: device, by: owner)
    #expect(refused.status == 409)
    #expect(
      refused.notices.contains { $0.contains("Tantkotha wants a second factor of people in your role.") })
    #expect(try await SecondFactors.of(shop.owner.id, in: kit.global).passkeys == 1)
  }

  @Test func `is where a business sends whom it does not let in without one`() async throws {
    let agent = try await shop.visitor(as: .agent)
    #expect(try await agent.get(shop.path("/test/members")).status == 200)
    try await SecurityPolicy(secondFactor: ["agent"], idle: .seconds(3600), longest: .seconds(12 * 3600))
      .save(at: .now, in: shop.db)
    let door = try await agent.get(shop.path("/test/members"))
    #expect(door.location == "/account/second-factor?business=\(shop.tenant.slug)")
    let page = try await agent.open(shop.path("/test/members"))
    #expect(page.words.contains("Tantkotha lets people in your role (Agent) in only with a second factor."))
    #expect(try await agent.post(shop.path("/test/each-time"), ["csrf": agent.formToken()]).status == 303)
    _ = try await kit.passkey(for: agent)
    #expect(try await agent.get(shop.path("/test/members")).status == 200)
    #expect(try await owner.get(shop.path("/test/members")).status == 200)
  }
}
