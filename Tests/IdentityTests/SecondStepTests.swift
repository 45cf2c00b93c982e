import Basics
import Crypto
import Database
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `Signing in with a second factor` {
  let shop: Shop
  let kit: FactorKit
  let owner: TestAccount

  init() async throws {
    shop = try await Shop()
    kit = try await FactorKit()
    owner = shop.owner
  }

  private func code(_ totp: TOTP, later: Int64 = 0) -> String { totp.code(at: TOTP.step(at: .now) + later) }

  @Test func `asks for the code after the password, and lets nobody in before`() async throws {
    let totp = try await kit.app(for: owner.id)
    let (visitor, page) = try await kit.secondStep(owner)
    #expect(visitor.cookies["__Host-haat"] == nil)
    #expect(try await visitor.get("/account").status == 303)
    let answer = try await visitor.submit(page.form("/sign-in/second"), ["code": code(totp)])
    #expect(answer.location == shop.path(""))
    #expect(try await visitor.get("/account").status == 200)
    #expect(visitor.cookies["__Host-haat-sign-in"] == nil)
    let session = try await #require(
      kit.site.application.site.sessions.session(for: visitor.cookies["__Host-haat"] ?? "", at: .now))
    #expect(session.signedInWith == .code)
    #expect(session.hasSecondFactor)
    #expect(try await kit.audited(owner.id).contains("account.signed-in"))
  }

  @Test func `takes the code with spaces and in Bengali digits`() async throws {
    let totp = try await kit.app(for: owner.id)
    let (visitor, page) = try await kit.secondStep(owner)
    let bengali = code(totp).map { "০১২৩৪৫৬৭৮৯".map(String.init)[$0.wholeNumberValue ?? 0] }.joined()
    let answer = try await visitor.submit(
      page.form("/sign-in/second"), ["code": " \(bengali.prefix(3)) \(bengali.suffix(3))"])
    #expect(answer.location == shop.path(""))
  }

  @Test func `gives a new token at each step, and takes neither for the other`() async throws {
    let totp = try await kit.app(for: owner.id)
    let visitor = try await Visitor(to: kit.site)
    visitor.cookies["__Host-haat"] = Token.random().text
    visitor.cookies["__Host-haat-sign-in"] = Token.random().text
    let planted = visitor.cookies["__Host-haat-sign-in"]
    let (_, page) = try await kit.secondStep(owner, in: visitor)
    let step = try #require(visitor.cookies["__Host-haat-sign-in"])
    #expect(step != planted)
    let other = try await Visitor(to: kit.site)
    other.cookies["__Host-haat"] = step
    #expect(try await other.get("/account").status == 303)
    _ = try await visitor.submit(page.form("/sign-in/second"), ["code": code(totp)])
    #expect(visitor.cookies["__Host-haat"] != step)
    other.cookies["__Host-haat-sign-in"] = step
    #expect(try await other.get("/sign-in/second").location == "/sign-in")
  }

  @Test func `takes a code once`() async throws {
    let totp = try await kit.app(for: owner.id)
    let typed = code(totp)
    let (first, page) = try await kit.secondStep(owner)
    #expect(try await first.submit(page.form("/sign-in/second"), ["code": typed]).status == 303)
    let (second, again) = try await kit.secondStep(owner)
    let refused = try await second.submit(again.form("/sign-in/second"), ["code": typed])
    #expect(refused.status == 422)
    #expect(
      refused.problem("code") == "This is not the code of now, or it was used already. Wait for the next one."
    )
    #expect(second.cookies["__Host-haat"] == nil)
  }

  @Test func `is over after five wrong codes`() async throws {
    _ = try await kit.app(for: owner.id)
    let (visitor, page) = try await kit.secondStep(owner)
    for _ in 0..<4 {
      #expect(try await visitor.submit(page.form("/sign-in/second"), ["code": "000000"]).status == 422)
    }
    // What cannot be a code costs no try.
    #expect(try await visitor.submit(page.form("/sign-in/second"), ["code": "12"]).status == 422)
    #expect(try await visitor.submit(page.form("/sign-in/second"), ["code": "000000"]).location == "/sign-in")
    #expect(try await visitor.get("/sign-in/second").location == "/sign-in")
  }

  @Test func `slows a guesser more and more, and not the owner's browser`() async throws {
    let totp = try await kit.app(for: owner.id)
    let (known, page) = try await kit.secondStep(owner)
    #expect(try await known.submit(page.form("/sign-in/second"), ["code": code(totp)]).status == 303)
    for _ in 0..<5 {
      let (guesser, page) = try await kit.secondStep(owner)
      #expect(try await guesser.submit(page.form("/sign-in/second"), ["code": "000000"]).status == 422)
    }
    let (guesser, stopped) = try await kit.secondStep(owner)
    let answer = try await guesser.submit(stopped.form("/sign-in/second"), ["code": code(totp, later: 1)])
    #expect(answer.status == 429)
    #expect(answer.notices.first?.hasPrefix("Too many tries. Wait ") == true)
    known.cookies["__Host-haat"] = nil
    let (_, again) = try await kit.secondStep(owner, in: known)
    #expect(
      try await known.submit(again.form("/sign-in/second"), ["code": code(totp, later: 1)]).status == 303)
  }

  @Test func `has waits that double up to a quarter of an hour`() async throws {
    let tries = FactorTries(person: owner.id, browser: "")
    var (now, waits) = (Instant.now, [Int64]())
    for _ in 0..<13 {
      while let wait = try await tries.take(at: now, in: kit.platform) {
        waits.append(wait.components.seconds)
        now = now + wait
      }
    }
    #expect(waits == [30, 60, 120, 240, 480, 900, 900, 900])
    try await tries.forgive(in: kit.platform)
    #expect(try await tries.take(at: now, in: kit.platform) == nil)
  }

  @Test func `takes a recovery code once, and tells the owner`() async throws {
    _ = try await kit.app(for: owner.id)
    let codes = try await kit.recoveryCodes(for: owner.id)
    #expect(Set(codes).count == 10)
    let (visitor, page) = try await kit.secondStep(owner)
    let typed = codes[3].lowercased().replacing("-", with: " ")
    let answer = try await visitor.submit(page.form("/sign-in/second"), ["recovery": typed])
    #expect(answer.location == shop.path(""))
    #expect(
      try await visitor.get("/account/second-factor").notices.contains("You have 9 recovery codes left."))
    let mail = try await Outbox(at: kit.site).all(to: owner.email).first {
      $0.subject == "A recovery code was used"
    }
    #expect(mail?.lines.first?.contains("9 recovery codes left") == true)
    #expect(mail?.facts["Device"] == "Firefox on Linux")
    #expect(try await kit.audited(owner.id).contains("account.recovery-code-used"))
    let (second, again) = try await kit.secondStep(owner)
    #expect(try await second.submit(again.form("/sign-in/second"), ["recovery": codes[3]]).status == 422)
  }

  @Test func `keeps recovery codes as hashes under a key, each person's apart`() async throws {
    let codes = try await kit.recoveryCodes(for: owner.id)
    let plain = codes[0].replacing("-", with: "")
    let hashes = try await kit.global.all(
      "select code_hash from recovery_codes where person_id = \(owner.id)", as: [UInt8].self)
    #expect(hashes.count == 10)
    #expect(!hashes.contains(SHA256.hash(plain)))
    let other = try await TestAccount()
    let key = RecoveryKey(kit.site.application.site)
    #expect(try await !RecoveryCodes.use(plain, of: other.id, key: key, at: .now, in: kit.platform))
    #expect(try await RecoveryCodes.use(plain, of: owner.id, key: key, at: .now, in: kit.platform))
  }

  @Test func `by two with the same code lets one of them in`() async throws {
    let totp = try await kit.app(for: owner.id)
    let codes = try await kit.recoveryCodes(for: owner.id)
    for fields in [["code": code(totp)], ["recovery": codes[0]]] {
      var browsers: [(Visitor, FetchedPage)] = []
      for _ in 0..<4 { browsers.append(try await kit.secondStep(owner)) }
      let sessions = try await withThrowingTaskGroup(of: Bool.self) { group in
        for (visitor, page) in browsers {
          group.addTask {
            _ = try await visitor.submit(page.form("/sign-in/second"), fields)
            return visitor.cookies["__Host-haat"] != nil
          }
        }
        return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
      }
      #expect(sessions == 1, "\(fields.keys)")
    }
  }

  @Test func `by two from the same step lets one in, and the other's proof is not used up`() async throws {
    _ = try await kit.app(for: owner.id)
    let codes = try await kit.recoveryCodes(for: owner.id)
    let (first, page) = try await kit.secondStep(owner)
    let second = try await Visitor(to: kit.site)
    second.cookies["__Host-haat-sign-in"] = first.cookies["__Host-haat-sign-in"]
    second.cookies["__Host-haat-visitor"] = first.cookies["__Host-haat-visitor"]
    let form = try page.form("/sign-in/second")
    async let one = first.submit(form, ["recovery": codes[0]])
    async let two = second.submit(form, ["recovery": codes[1]])
    _ = try await (one, two)
    #expect([first, second].count { $0.cookies["__Host-haat"] != nil } == 1)
    #expect(try await RecoveryCodes.left(of: owner.id, in: kit.platform) == 9)
  }

  @Test func `is not asked again on a trusted device, until it is distrusted`() async throws {
    let totp = try await kit.app(for: owner.id)
    let (visitor, page) = try await kit.secondStep(owner)
    _ = try await visitor.submit(page.form("/sign-in/second"), ["code": code(totp), "trust": "on"])
    #expect(visitor.cookies["__Host-haat-trusted"] != nil)
    visitor.cookies["__Host-haat"] = nil
    try await visitor.signIn(owner)
    let session = try await #require(
      kit.site.application.site.sessions.session(for: visitor.cookies["__Host-haat"] ?? "", at: .now))
    #expect(session.signedInWith == .trustedDevice)
    let devices = try await visitor.get("/account/second-factor")
    let removal = try #require(
      devices.markup.all("form").compactMap { $0["action"] }.first { $0.contains("/devices/") })
    #expect(try await visitor.submit(devices.form(removal)).status == 303)
    visitor.cookies["__Host-haat"] = nil
    _ = try await kit.secondStep(owner, in: visitor)
  }

  @Test func `trusts a device for one person, thirty days, and not past a new password`() async throws {
    _ = try await kit.app(for: owner.id)
    let (other, now) = (try await TestAccount(), Instant.now)
    let browser = Browser(userAgent: "", address: "::1")
    let token = try await TrustedDevice.trust(browser, of: owner.id, at: now, in: kit.platform)
    func accepts(_ person: PersonID, at time: Instant) async throws -> Bool {
      try await TrustedDevice.accepts(token.text, of: person, at: time, in: kit.global)
    }
    #expect(try await accepts(owner.id, at: now + .seconds(29 * 86400)))
    #expect(try await !accepts(owner.id, at: now + .seconds(30 * 86400)))
    #expect(try await !accepts(other.id, at: now))
    #expect(try await !TrustedDevice.accepts(Token.random().text, of: owner.id, at: now, in: kit.global))
    try await Person.endAccess(of: owner.id, at: .now, in: kit.global)
    #expect(try await !accepts(owner.id, at: now))
  }

  @Test func `is over after ten minutes, and with a new password, wherever it was begun`() async throws {
    let (now, email) = (Instant.now, try #require(EmailAddress(owner.email)))
    let token = try await SignInChallenge.begin(
      for: owner.id, with: email, next: nil, at: now, in: kit.global)
    #expect(try await SignInChallenge.find(token, at: now + .seconds(599), in: kit.global) != nil)
    #expect(try await SignInChallenge.find(token, at: now + .seconds(600), in: kit.global) == nil)
    #expect(try await SignInChallenge.take(token, at: now + .seconds(600), in: kit.global) == nil)
    #expect(try await !SignInChallenge.end(token, at: now + .seconds(600), in: kit.global))
    try await Person.endAccess(of: owner.id, at: .now, in: kit.global)
    #expect(try await SignInChallenge.find(token, at: now, in: kit.global) == nil)
  }

  @Test func `goes on to the page that asked for it, of ours only`() async throws {
    let totp = try await kit.app(for: owner.id)
    let visitor = try await Visitor(to: kit.site)
    var form = try await visitor.get("/sign-in").form("/sign-in")
    form.values["next"] = "/account?a=1"
    _ = try await visitor.submit(form, ["email": owner.email, "password": TestAccount.password])
    let page = try await visitor.get("/sign-in/second")
    let answer = try await visitor.submit(page.form("/sign-in/second"), ["code": code(totp)])
    #expect(answer.location == "/account?a=1")
  }

  @Test func `is of no use without the right password, and says nothing of the second factor before`()
    async throws
  {
    _ = try await kit.app(for: owner.id)
    let visitor = try await Visitor(to: kit.site)
    let page = try await visitor.get("/sign-in")
    let answer = try await visitor.submit(
      page.form("/sign-in"), ["email": owner.email, "password": "not the password"])
    #expect(answer.status == 422)
    #expect(visitor.cookies["__Host-haat-sign-in"] == nil)
  }
}
