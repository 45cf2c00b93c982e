import Audit
import Basics
import Crypto
import Database
import HTTP
import TestKit
import Testing

@testable import Identity

@Suite struct `A sign-in from a new browser` {
  let account: TestAccount

  init() async throws { account = try await TestAccount() }

  @Test func `is told by mail with device, place and time, and the next one there is not`() async throws {
    let visitor = try await Visitor(
      userAgent:
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36"
    )
    try await visitor.signIn(account)
    let mail = try await Outbox.awaited(to: account.email)
    #expect(mail.subject == "A sign-in from a new device")
    #expect(mail.facts["Device"] == "Chrome on Android")
    #expect(mail.facts["Place"]?.contains(visitor.address.description) == true)
    #expect(mail.facts["When"]?.hasSuffix("(UTC)") == true)
    _ = try await visitor.submit(visitor.get("/account").form("/sign-out"))
    try await visitor.signIn(account)
    try await Visitor().signIn(account)
    #expect(try await Outbox.mails(to: account.email, atLeast: 2).count == 2)
  }

  @Test func `that was a stranger's is ended by the link, which asks for a new password`() async throws {
    let stranger = try await Visitor()
    try await stranger.signIn(account)
    let path = try #require(try await Outbox.awaited(to: account.email).path)
    #expect(path.hasPrefix("/undo/sign-in/"))
    let owner = try await Visitor()
    let page = try await owner.get(path)
    #expect(try await stranger.get("/account").status == 200)
    let answer = try await owner.submit(page.form(path))
    #expect(answer.location?.hasPrefix("/reset/") == true)
    #expect(try await stranger.get("/account").status == 303)
    #expect(try await owner.follow(answer).markup.element(id: "password") != nil)
    #expect(try await owner.get(path).words.contains("This link is over"))
  }

  @Test func `is told again of one that was known before everybody was shut out`() async throws {
    let stranger = try await Visitor()
    try await stranger.signIn(account)
    let path = try #require(try await Outbox.awaited(to: account.email).path)
    let owner = try await Visitor()
    let answer = try await owner.submit(owner.get(path).form(path))
    let reset = try #require(answer.location)
    let chosen = try await owner.submit(owner.get(reset).form(reset), ["password": TestAccount.password])
    #expect(chosen.status == 303)
    _ = try await owner.signIn(account)
    // A sign-in from a new device, and that the password was changed; none of the owner's own browser.
    #expect(try await Outbox.mails(to: account.email, atLeast: 2).count == 2)
    try await stranger.signIn(account)
    #expect(try await Outbox.awaited(to: account.email, count: 3).subject == "A sign-in from a new device")
  }

  @Test func `that was a stranger's leaves no second factor behind, and takes none that was there before`()
    async throws
  {
    let kit = try await FactorKit()
    let stranger = try await Visitor()
    try await stranger.signIn(account)
    let path = try #require(try await Outbox.awaited(to: account.email).path)
    let passkey = try await kit.passkey(for: stranger)
    _ = try await kit.app(for: account.id)
    let finder = try await Visitor()
    _ = try await finder.submit(finder.get(path).form(path))
    #expect(
      try await SecondFactors.of(account.id, in: kit.global)
        == SecondFactors(hasApp: false, passkeys: 0, recoveryCodes: 0))
    let (form, asked) = try await kit.question(stranger)
    let said = try passkey.assertion(asked, counter: 2, person: account.id)
    #expect(try await stranger.submit(form, ["passkey": said]).status == 422)

    let shop = try await Shop()
    _ = try await kit.app(for: shop.owner.id)
    let codes = try await kit.recoveryCodes(for: shop.owner.id)
    let (other, page) = try await kit.secondStep(shop.owner)
    #expect(try await other.submit(page.form("/sign-in/second"), ["recovery": codes[0]]).status == 303)
    let mails = try await Outbox.mails(to: shop.owner.email, atLeast: 2)
    let link = try #require(mails.compactMap(\.path).first { $0.hasPrefix("/undo/") })
    _ = try await kit.passkey(for: other)
    _ = try await finder.submit(finder.get(link).form(link))
    #expect(
      try await SecondFactors.of(shop.owner.id, in: kit.global)
        == SecondFactors(hasApp: true, passkeys: 0, recoveryCodes: 9))
  }

  @Test func `does not take the second factor of who had one when it was mailed, and another since`()
    async throws
  {
    let kit = try await FactorKit()
    let shop = try await Shop()
    _ = try await kit.app(for: shop.owner.id)
    let codes = try await kit.recoveryCodes(for: shop.owner.id)
    let (owner, page) = try await kit.secondStep(shop.owner)
    #expect(try await owner.submit(page.form("/sign-in/second"), ["recovery": codes[0]]).status == 303)
    let mails = try await Outbox.mails(to: shop.owner.email, atLeast: 2)
    let link = try #require(mails.compactMap(\.path).first { $0.hasPrefix("/undo/") })
    // A new telephone: the same app, set up anew.
    _ = try await kit.app(for: shop.owner.id)
    let reader = try await Visitor()
    _ = try await reader.submit(reader.get(link).form(link))
    #expect(try await SecondFactors.of(shop.owner.id, in: kit.global).hasApp)
  }

  @Test func `puts no line of its own into a mail, whatever the browser calls itself`() async throws {
    let name = "x-\(Shop.mark())@example.com"
    let other = try await TestAccount(email: name)
    try await shop(named: "Asha\r\nBcc: all@example.com", for: other)
    let visitor = try await Visitor(userAgent: "Firefox/1 Linux\tBcc: all@example.com")
    try await visitor.signIn(other)
    let mail = try await Outbox.awaited(to: name)
    let written = [mail.subject] + mail.lines + mail.facts.values
    for text in written {
      #expect(!text.contains("\r") && !text.contains("\n") && !text.contains("Bcc"), "\(text)")
    }
  }

  /// Somebody chooses a name through the form.
  private func shop(named name: String, for account: TestAccount) async throws {
    let visitor = try await Visitor()
    try await visitor.signIn(account)
    let page = try await visitor.get("/account")
    let saved = try await visitor.follow(visitor.submit(page.form("/account/name"), ["name": name]))
    #expect(saved.value("name") == "Asha Bcc: all@example.com")
  }

  @Test func `is written down, and a name that is changed too`() async throws {
    let visitor = try await Visitor()
    try await visitor.signIn(account)
    _ = try await visitor.submit(visitor.get("/account").form("/account/name"), ["name": "Mou"])
    let db = try await TestSite.shared().databases.tenant(.platform)
    let actions = try await db.all(
      """
      select action from audit
       where tenant_id = \(db.tenant) and subject_id = \(account.id.description) and actor_id = \(account.id)
       order by id
      """, as: String.self)
    #expect(actions == ["account.signed-in", "account.renamed"])
  }
}

@Suite struct `A changed password` {
  private static let new = "a boat with a new sail"

  @Test func `asks for the old one, ends the other sessions, keeps this one and is told by mail`()
    async throws
  {
    let shop = try await Shop()
    let (here, there) = try await (shop.visitor(), shop.visitor())
    let form = try await here.get("/account").form("/account/password")
    let asked = try await here.submit(form, ["password": Self.new])
    #expect(asked.asksForProof)
    #expect(try await here.confirm(asked, password: "not the password").asksForProof)
    #expect(try await there.get("/account").status == 200)
    let answer = try await here.submitConfirmed(form, ["password": Self.new])
    #expect(answer.location == "/account")
    #expect(try await here.get("/account").status == 200)
    #expect(try await there.get("/account").status == 303)
    let mails = try await Outbox.mails(to: shop.owner.email, atLeast: 3)
    #expect(
      mails.contains { $0.subject == "Your password was changed" && $0.path?.hasPrefix("/undo/") == true })
    let visitor = try await Visitor()
    let signIn = try await visitor.get("/sign-in").form("/sign-in")
    let old = ["email": shop.owner.email, "password": TestAccount.password]
    #expect(try await visitor.submit(signIn, old).status == 422)
    #expect(
      try await visitor.submit(signIn, ["email": shop.owner.email, "password": Self.new]).status == 303)
  }

  @Test func `is not a common one, nor made of the person's name`() async throws {
    let shop = try await Shop()
    let owner = try await shop.visitor()
    let form = try await owner.get("/account").form("/account/password")
    for password in ["short", "shakibalhasan75", String(shop.owner.email.prefix { $0 != "@" })] {
      #expect(
        try await owner.submitConfirmed(form, ["password": password]).problem("password") != nil,
        "\(password)")
    }
  }

  @Test func `hashed at another cost is hashed anew at the next sign-in`() async throws {
    let account = try await TestAccount()
    let db = try await TestSite.shared().databases.global
    let cheap = try await Password.hash(TestAccount.password, cost: .least)
    try await db.run("update people set password_hash = \(cheap) where id = \(account.id)")
    try await Visitor().signIn(account)
    let hash = try await db.one("select password_hash from people where id = \(account.id)", as: String.self)
    #expect(hash != cheap && !Password.needsRehash(hash))
    try await Visitor().signIn(account)
    #expect(
      try await db.one("select password_hash from people where id = \(account.id)", as: String.self) == hash)
  }
}

@Suite struct `A limit in the database` {
  let limit = StoredLimit(name: "test \(Shop.mark())", burst: 3, refill: .seconds(60))
  let now = Instant.now

  @Test func `lets so many through at once, then one for every refill`() async throws {
    let db = try await TestSite.shared().databases.global
    for _ in 0..<3 { #expect(try await limit.take("a", at: now, in: db) == nil) }
    let wait = try #require(try await limit.take("a", at: now, in: db))
    #expect(wait > .seconds(59) && wait <= .seconds(60))
    #expect(try await limit.take("b", at: now, in: db) == nil)
    #expect(try await limit.take("a", at: now + .seconds(60), in: db) == nil)
    #expect(try await limit.take("a", at: now + .seconds(60), in: db) != nil)
    try await limit.forget("a", in: db)
    #expect(try await limit.take("a", at: now, in: db) == nil)
  }

  @Test func `counts all processes together, and at once`() async throws {
    let site = try await TestSite.shared()
    let limit = limit, now = now
    let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 {
        group.addTask { try await limit.take("all", at: now, in: site.databases.global) == nil }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(taken == 3)
  }
}
