import Basics
import Crypto
import Database
import TestKit
import Testing
import Web

@testable import Identity
@testable import WebAuthn

@Suite struct `Passkeys` {
  let shop: Shop
  let kit: FactorKit
  let owner: Visitor

  init() async throws {
    shop = try await Shop()
    kit = try await FactorKit()
    owner = try await shop.visitor()
  }

  private func answer(
    _ device: SoftAuthenticator, counter: UInt32 = 2, by visitor: Visitor,
    _ lie: SoftAuthenticator.Lie = .init()
  ) async throws -> FetchedPage {
    let (form, request) = try await kit.question(visitor)
    return try await visitor.submit(
      form, ["passkey": try device.assertion(request, counter: counter, person: shop.owner.id, lie)])
  }

  @Test func `sign in alone, and come with recovery codes that are shown once`() async throws {
    let device = try SoftAuthenticator()
    let page = try await owner.get("/account/second-factor/passkeys/new")
    let added = try await owner.submitConfirmed(
      page.form("/account/second-factor/passkeys"),
      ["name": "My phone", "passkey": try device.registration(page.passkeyRequest)])
    let codes = added.markup.all("code").map(\.text)
    #expect(codes.count == 10)
    let list = try await owner.get("/account/second-factor")
    #expect(list.value("name") == "My phone")
    #expect(!list.text.contains(codes[0]))
    let visitor = try await Visitor(to: kit.site)
    #expect(try await answer(device, by: visitor).location == shop.path(""))
    let session = try await #require(
      kit.site.application.site.sessions.session(for: visitor.cookies["__Host-haat"] ?? "", at: .now))
    #expect(session.signedInWith == .passkey)
    #expect(session.person == shop.owner.id)
    #expect(
      try await Outbox(at: kit.site).all(to: shop.owner.email).contains {
        $0.lines.contains("The passkey My phone was added.")
      })
    #expect(try await kit.audited(shop.owner.id).contains("account.passkey-added"))
  }

  @Test func `do after a password, too`() async throws {
    let device = try await kit.passkey(for: owner)
    let (visitor, page) = try await kit.secondStep(shop.owner)
    let said = try device.assertion(page.passkeyRequest, counter: 2, person: nil)
    #expect(
      try await visitor.submit(page.form("/sign-in/second"), ["passkey": said]).location == shop.path(""))
  }

  @Test func `are refused when an answer is sent again`() async throws {
    let device = try await kit.passkey(for: owner)
    let visitor = try await Visitor(to: kit.site)
    let (form, request) = try await kit.question(visitor)
    let said = try device.assertion(request, counter: 9, person: shop.owner.id)
    #expect(try await visitor.submit(form, ["passkey": said]).status == 303)
    let other = try await Visitor(to: kit.site)
    other.cookies["__Host-haat-visitor"] = visitor.cookies["__Host-haat-visitor"]
    let (again, _) = try await kit.question(other)
    let refused = try await other.submit(again, ["passkey": said])
    #expect(refused.status == 422)
    #expect(refused.notices.contains("That took too long. Try again."))
  }

  @Test func `by two with one answer let one in`() async throws {
    let device = try await kit.passkey(for: owner)
    let visitor = try await Visitor(to: kit.site)
    let (form, request) = try await kit.question(visitor)
    let said = try device.assertion(request, counter: 9, person: shop.owner.id)
    let answers = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 { group.addTask { try await visitor.submit(form, ["passkey": said]).status } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(answers.count { $0 == 303 } == 1, "\(answers)")
  }

  @Test(arguments: ["http://localhost:9999", "https://localhost:8080", "http://evil.example"])
  func `are refused for another origin`(origin: String) async throws {
    let device = try await kit.passkey(for: owner)
    let refused = try await answer(device, by: Visitor(to: kit.site), .init(origin: origin))
    #expect(refused.status == 422)
    #expect(refused.notices.contains("This passkey was not accepted. Try again, or another way."))
  }

  @Test func `are refused for another host, without a touch, or without knowing their owner`() async throws {
    let device = try await kit.passkey(for: owner)
    let other = try await Visitor(to: kit.site)
    try await other.signIn(TestAccount())
    for lie in [SoftAuthenticator.Lie(host: "evil.example"), .init(flags: 0x04), .init(flags: 0x01)] {
      #expect(try await answer(device, by: Visitor(to: kit.site), lie).status == 422)
      let page = try await other.get("/account/second-factor/passkeys/new")
      let refused = try await other.submit(
        page.form("/account/second-factor/passkeys"),
        ["name": "x", "passkey": try SoftAuthenticator().registration(page.passkeyRequest, lie)])
      #expect(refused.status == 422)
      #expect(refused.notices.contains("This device's passkey cannot be used here. Try another device."))
    }
  }

  @Test func `of somebody else are refused, at each place`() async throws {
    let device = try await kit.passkey(for: owner)
    let stranger = try await TestAccount()
    let other = try await Visitor(to: kit.site)
    try await other.signIn(stranger)
    let theirs = try await kit.passkey(for: other)
    // With another's name on it, or with another's handle.
    #expect(try await answer(theirs, by: Visitor(to: kit.site), .init(id: device.id)).status == 422)
    #expect(
      try await answer(device, by: Visitor(to: kit.site), .init(handle: stranger.id.handle)).status == 422)
    #expect(
      try await answer(theirs, by: Visitor(to: kit.site), .init(handle: shop.owner.id.handle)).status == 422)
    let (visitor, page) = try await kit.secondStep(shop.owner)
    let said = try theirs.assertion(page.passkeyRequest, counter: 2, person: stranger.id)
    #expect(try await visitor.submit(page.form("/sign-in/second"), ["passkey": said]).status == 422)
    #expect(visitor.cookies["__Host-haat"] == nil)
  }

  @Test func `do not take another's challenge, nor one of another question`() async throws {
    let device = try await kit.passkey(for: owner)
    let (victim, attacker) = (try await Visitor(to: kit.site), try await Visitor(to: kit.site))
    let (_, asked) = try await kit.question(victim)
    let (form, _) = try await kit.question(attacker)
    let said = try device.assertion(asked, counter: 3, person: shop.owner.id)
    #expect(try await attacker.submit(form, ["passkey": said]).status == 422)
    let making = try await owner.get("/account/second-factor/passkeys/new").passkeyRequest
    let other = try device.assertion(making, counter: 4, person: shop.owner.id)
    #expect(try await attacker.submit(form, ["passkey": other]).status == 422)
  }

  @Test func `with an id that is known are refused`() async throws {
    let device = try await kit.passkey(for: owner)
    let other = try await Visitor(to: kit.site)
    try await other.signIn(TestAccount())
    let page = try await other.get("/account/second-factor/passkeys/new")
    let refused = try await other.submitConfirmed(
      page.form("/account/second-factor/passkeys"),
      [
        "name": "x",
        "passkey": try SoftAuthenticator().registration(page.passkeyRequest, .init(id: device.id)),
      ])
    #expect(refused.status == 422)
    #expect(refused.notices.contains("This passkey is known already. Use another device."))
  }

  @Test func `that were copied are stopped, and their owner is told`() async throws {
    let device = try await kit.passkey(for: owner, named: "Old key")
    #expect(try await answer(device, counter: 7, by: Visitor(to: kit.site)).status == 303)
    let cloned = try await answer(device, counter: 7, by: Visitor(to: kit.site))
    #expect(cloned.status == 422)
    #expect(cloned.notices.contains { $0.hasPrefix("This passkey has been stopped") })
    // Not even with a number that would be right.
    #expect(try await answer(device, counter: 8, by: Visitor(to: kit.site)).status == 422)
    let mails = try await Outbox(at: kit.site).all(to: shop.owner.email)
    #expect(mails.count { $0.subject == "A passkey may have been copied" } == 1)
    #expect(try await kit.audited(shop.owner.id).count { $0 == "account.passkey-stopped" } == 1)
    #expect(try await owner.get("/account/second-factor").words.contains("Stopped: there may be a copy"))
  }

  @Test func `that do not count are taken each time`() async throws {
    let device = try await kit.passkey(for: owner, counter: 0)
    for _ in 0..<2 { #expect(try await answer(device, counter: 0, by: Visitor(to: kit.site)).status == 303) }
  }

  @Test func `are several, renamed and removed, and a removed one opens nothing`() async throws {
    let first = try await kit.passkey(for: owner, named: "A")
    let second = try await kit.passkey(for: owner, named: "B", besides: first)
    let list = try await owner.get("/account/second-factor")
    let actions = list.markup.all("form").compactMap { $0["action"] }
    let rename = try #require(actions.first { $0.hasSuffix("/name") })
    _ = try await owner.submit(list.form(rename), ["name": "Drawer"])
    let removal = try #require(actions.first { $0.contains("/passkeys/") && $0.hasSuffix("/removal") })
    #expect(try await owner.submit(list.form(removal)).status == 303)
    #expect(try await owner.get("/account/second-factor").value("name") == "B")
    #expect(try await answer(first, by: Visitor(to: kit.site)).status == 422)
    #expect(try await answer(second, by: Visitor(to: kit.site)).status == 303)
  }

  @Test func `are renamed and removed by nobody else, nor is their owner's trust in a device taken back`()
    async throws
  {
    _ = try await kit.passkey(for: owner, named: "Mine")
    let browser = Browser(userAgent: "", address: "::1")
    _ = try await TrustedDevice.trust(browser, of: shop.owner.id, at: .now, in: kit.platform)
    let actions = try await owner.get("/account/second-factor").markup.all("form").compactMap { $0["action"] }
    let another = try await shop.visitor(as: .agent)
    let others = actions.filter {
      $0.contains("/passkeys/") && !$0.hasSuffix("/start") || $0.contains("/devices/")
    }
    #expect(others.count >= 3)
    for path in others where path != "/account/second-factor/devices/removal" {
      #expect(try await another.postConfirmed(path, ["name": "Theirs"]).status == 404, "\(path)")
    }
    #expect(try await owner.get("/account/second-factor").value("name") == "Mine")
    #expect(try await TrustedDevice.all(of: shop.owner.id, at: .now, in: kit.global).count == 1)
  }

  @Test
  func `are noted once for each number, however many answers come at once, and not when they are stopped`()
    async throws
  {
    _ = try await kit.passkey(for: owner, counter: 1)
    let passkey = try #require(try await Passkey.all(of: shop.owner.id, in: kit.global).first)
    let use = PasskeyUse(counter: 5, isBackedUp: false)
    #expect(try await passkey.note(use, at: .now, in: kit.global))
    #expect(try await !passkey.note(use, at: .now, in: kit.global))
    #expect(try await !passkey.note(PasskeyUse(counter: 4, isBackedUp: false), at: .now, in: kit.global))
    #expect(try await passkey.suspect(at: .now, in: kit.global))
    #expect(try await !passkey.note(PasskeyUse(counter: 9, isBackedUp: false), at: .now, in: kit.global))
  }

  @Test func `are asked a question that is over after five minutes, and of no use for another`() async throws
  {
    let (asked, now) = (PasskeyChallenge(.stepUp, of: "somebody"), Instant.now)
    let late = try await asked.ask(at: now, in: kit.global).text
    for other in [PasskeyChallenge(.signIn, of: "somebody"), PasskeyChallenge(.stepUp, of: "another")] {
      #expect(try await other.redeem(late, at: now, in: kit.global) == nil)
    }
    #expect(try await asked.redeem(late, at: now + .seconds(300), in: kit.global) == nil)
    #expect(try await asked.redeem(late, at: now + .seconds(299), in: kit.global) != nil)
  }
}
