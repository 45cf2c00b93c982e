import Basics
import Crypto
import Database
import Identity
import Localization
import Mail
import Tenancy
import TestKit
import Testing
import Web

@testable import Members

@Suite struct `Invitations` {
  let shop: Shop
  let owner: Visitor
  let email = "new-\(Shop.mark())@example.com"

  init() async throws {
    shop = try await Shop(name: "Tantkotha")
    owner = try await shop.visitor()
  }

  private func stranger() async throws -> Visitor { try await Visitor() }

  private func joinAnew(_ link: String, _ visitor: Visitor, password: String = TestAccount.password)
    async throws
    -> FetchedPage
  {
    let page = try await visitor.get(link)
    return try await visitor.press(
      page.form("\(link)/account"), ["name": "Rima Akter", "password": password])
  }

  @Test func `go out by mail in the language of the business, and only the hash of the link stays`()
    async throws
  {
    let bengali = try await Shop(name: "তাঁতকথা", language: .bengali)
    let visitor = try await bengali.visitor()
    let answer = try await visitor.invite(email, as: "seller", in: bengali, message: "Come and help us.")
    #expect(answer.location == bengali.path("/invitations"))
    let mail = try #require(try await StoredMail.recent(in: bengali.db, to: EmailAddress(email)).first)
    let body = try #require(try await mail.body(in: bengali.db))
    #expect(body.language == "bn" && mail.subject.contains("তাঁতকথা") && !mail.subject.contains("invited"))
    #expect(body.lines.contains("Come and help us."))
    let link = try #require(body.link?.path)
    let token = try #require(Token(String(link.split(separator: "/").last ?? "")))
    let stored = try await bengali.db.one(
      "select token_hash from invitations where tenant_id = \(bengali.db.tenant)", as: [UInt8].self)
    #expect(stored == token.hash)
    #expect(!mail.subject.contains(token.text))
  }

  @Test func `let somebody without an account make one and join, once`() async throws {
    _ = try await owner.invite(email, as: "seller", in: shop)
    let link = try await shop.link(to: email)
    let visitor = try await stranger()
    let page = try await visitor.get(link)
    #expect(page.status == 200 && page.words.contains("Tantkotha") && page.words.contains("Seller"))
    #expect(try await joinAnew(link, visitor).location == shop.path(""))
    #expect(try await visitor.get(shop.path("/orders")).status == 200)
    #expect(try await visitor.get(shop.path("/settings")).status == 403)
    #expect(try await shop.log().last == "members.joined Rima Akter")
    let again = try await stranger()
    #expect(try await again.get(link).status == 410)
  }

  @Test func `ask for a good password and a name, and keep what was typed`() async throws {
    _ = try await owner.invite(email, as: "agent", in: shop)
    let link = try await shop.link(to: email)
    let visitor = try await stranger()
    let page = try await joinAnew(link, visitor, password: "short")
    #expect(page.status == 422 && page.problem("password") != nil)
    #expect(page.value("name") == "Rima Akter")
    let lazy = try await joinAnew(link, visitor, password: email)
    #expect(lazy.status == 422, "a password made of the address")
    #expect(try await shop.members().count == 1)
  }

  @Test func `let somebody with an account sign in and join`() async throws {
    let account = try await TestAccount()
    _ = try await owner.invite(account.email.uppercased(), as: "agent", in: shop)
    let link = try await shop.link(to: account.email)
    let visitor = try await stranger()
    let page = try await visitor.get(link)
    #expect(page.markup.all("a").contains { $0["href"]?.hasPrefix("/sign-in?next=/join/") == true })
    #expect(!page.markup.all("form").contains { $0["action"] == "\(link)/account" })
    try await visitor.signIn(account)
    let form = try await visitor.get(link).form(link)
    #expect(try await visitor.press(form).location == shop.path(""))
    #expect(try await shop.members()[account.id] == .agent)
  }

  @Test func `are for one address: who is signed in with another one is told, and joins nothing`()
    async throws
  {
    let other = try await TestAccount()
    _ = try await owner.invite(email, as: "admin", in: shop)
    let link = try await shop.link(to: email)
    let visitor = try await stranger()
    try await visitor.signIn(other)
    let page = try await visitor.get(link)
    #expect(page.words.contains(email) && page.words.contains(other.email))
    let forced = try await visitor.send(link, from: link, [])
    #expect(forced.location == link)
    let account = try await visitor.send(
      "\(link)/account", from: link, [("name", "X"), ("password", TestAccount.password)])
    #expect(account.location == link)
    #expect(try await shop.members().count == 1)
    let signedOut = try await visitor.press(page.form("\(link)/sign-out"))
    #expect(signedOut.location == link)
    #expect(try await visitor.get("/account").status == 303)
    #expect(try await visitor.get(link).status == 200)
  }

  @Test func `tell the inviter, and only the inviter, who works here already, and nobody who has an account`()
    async throws
  {
    let member = try await shop.member(as: .agent)
    let elsewhere = try await TestAccount()
    let words = try await owner.follow(
      owner.invite("\(member.email), \(email)", as: "agent", in: shop)
    ).words
    #expect(words.contains("1 invitation is on its way."))
    #expect(words.contains("work") && words.contains("already"))
    let known = try await owner.follow(owner.invite(elsewhere.email, as: "agent", in: shop))
    let unknown = try await owner.follow(owner.invite("x\(email)", as: "agent", in: shop))
    #expect(known.notices == unknown.notices)
    #expect(try await StoredMail.recent(in: shop.db, to: EmailAddress(member.email)).isEmpty)
  }

  @Test func `keep the role of who has joined meanwhile`() async throws {
    let account = try await TestAccount()
    _ = try await owner.invite(account.email, as: "admin", in: shop)
    let link = try await shop.link(to: account.email)
    try await Identity.addMember(account.id, as: .analyst, to: shop.tenant.id, in: shop.site.databases.global)
    let visitor = try await stranger()
    try await visitor.signIn(account)
    #expect(try await visitor.press(visitor.get(link).form(link)).status == 303)
    #expect(try await shop.members()[account.id] == .analyst)
  }

  @Test func `end after seven days`() async throws {
    _ = try await owner.invite(email, as: "agent", in: shop)
    let link = try await shop.link(to: email)
    let visitor = try await stranger()
    let form = try await visitor.get(link).form("\(link)/account")
    let past = Instant.now - .seconds(1)
    try await shop.db.run("update invitations set ends_at = \(past) where tenant_id = \(shop.db.tenant)")
    #expect(try await visitor.get(link).status == 410)
    let late = try await visitor.press(form, ["name": "Rima", "password": TestAccount.password])
    #expect(late.status == 410)
    #expect(try await shop.members().count == 1)
    #expect(try await owner.get(shop.path("/invitations")).words.contains("Has ended"))
  }

  @Test func `sent again have a new link, and the old one is dead`() async throws {
    _ = try await owner.invite(email, as: "agent", in: shop)
    let old = try await shop.link(to: email)
    let page = try await owner.get(shop.path("/invitations"))
    let again = try #require(page.button("/resend"))
    #expect(try await owner.send(again, from: page.path, []).status == 303)
    let new = try await shop.link(to: email)
    #expect(old != new)
    #expect(try await stranger().get(old).status == 410)
    #expect(try await stranger().get(new).status == 200)
    // Asking the same address in another role replaces the first too.
    _ = try await owner.invite(email.uppercased(), as: "seller", in: shop)
    #expect(try await stranger().get(new).status == 410)
    #expect(try await shop.invitations() == ["\(email) seller"])
  }

  @Test func `write to an address no more than five times`() async throws {
    for _ in 0..<5 { #expect(try await owner.invite(email, as: "agent", in: shop).status == 303) }
    let link = try await shop.link(to: email)
    let sixth = try await owner.follow(owner.invite(email, as: "agent", in: shop))
    #expect(sixth.words.contains("No invitation was sent."))
    #expect(try await shop.link(to: email) == link)
    #expect(try await stranger().get(link).status == 200)
  }

  @Test func `write to an address no more often for being revoked in between, nor from other businesses`()
    async throws
  {
    func ask(_ owner: Visitor, _ shop: Shop) async throws -> Int {
      _ = try await owner.invite(email, as: "agent", in: shop)
      let page = try await owner.get(shop.path("/invitations"))
      if let button = page.button("/revocation") { _ = try await owner.send(button, from: page.path, []) }
      return try await StoredMail.recent(in: shop.db, to: EmailAddress(email)).count
    }
    for number in 1...8 { #expect(try await ask(owner, shop) == number) }
    var sent: [Int] = []
    for _ in 0..<4 {
      let other = try await Shop()
      sent.append(try await ask(other.visitor(), other))
    }
    #expect(sent == [1, 1, 0, 0])
  }

  @Test func `that are revoked open nothing`() async throws {
    _ = try await owner.invite(email, as: "agent", in: shop)
    let link = try await shop.link(to: email)
    let page = try await owner.get(shop.path("/invitations"))
    let revocation = try #require(page.button("/revocation"))
    let stranger = try await stranger()
    let late = try await stranger.get(link).form("\(link)/account")
    #expect(try await owner.send(revocation, from: page.path, []).status == 303)
    #expect(try await stranger.get(link).status == 410)
    let pressed = try await stranger.press(late, ["name": "Rima", "password": TestAccount.password])
    #expect(pressed.status == 410)
    #expect(try await shop.members().count == 1)
    #expect(try await owner.send(revocation, from: shop.path("/invitations"), []).status == 409)
  }

  @Test func `are sent again and revoked several at once, all or none`() async throws {
    let emails = (0..<3).map { "p\($0)-\(email)" }
    _ = try await owner.invite(emails.joined(separator: " "), as: "agent", in: shop)
    let list = shop.path("/invitations")
    let old = try await emails.asyncMap { try await shop.link(to: $0) }
    let ids = try await owner.get(list).markup.elements.filter { $0["name"] == "invitation" }
      .compactMap { $0["value"] }
    #expect(ids.count == 3)
    let fields = ids.map { ("invitation", $0) }
    let again = try await owner.follow(owner.send("\(list)/resend", from: list, fields))
    #expect(again.words.contains("3 invitations are on their way again."))
    let new = try await emails.asyncMap { try await shop.link(to: $0) }
    #expect(Set(old).isDisjoint(with: new))
    #expect(try await stranger().get(old[0]).status == 410)
    let other = try await Shop()
    _ = try await other.visitor().invite(email, as: "agent", in: other)
    let foreign = try await other.db.one(
      "select id::text from invitations where tenant_id = \(other.db.tenant)", as: String.self)
    for action in ["resend", "revocation"] {
      let mixed = try await owner.send("\(list)/\(action)", from: list, fields + [("invitation", foreign)])
      #expect(mixed.status == 404)
      #expect(try await owner.send("\(list)/\(action)", from: list, []).status == 422)
    }
    #expect(try await stranger().get(new[0]).status == 200, "none of them")
    let two = Array(fields.dropLast())
    let revoked = try await owner.follow(owner.send("\(list)/revocation", from: list, two))
    #expect(revoked.words.contains("2 invitations are revoked."))
    #expect(try await owner.send("\(list)/revocation", from: list, fields).status == 409)
    #expect(try await owner.send("\(list)/resend", from: list, fields).status == 409)
    let opened = try await new.asyncMap { try await stranger().get($0).status }
    #expect(opened.count { $0 == 200 } == 1)
  }

  @Test func `are searched, filtered by what became of them, and paged`() async throws {
    let emails = (0..<60).map { "p\($0)-\(email)" }
    _ = try await owner.invite(emails.joined(separator: " "), as: "agent", in: shop)
    _ = try await owner.invite(email, as: "seller", in: shop)
    let past = Instant.now - .seconds(1)
    try await shop.db.run(
      "update invitations set ends_at = \(past) where tenant_id = \(shop.db.tenant) and email_key = \(emails[0])"
    )
    try await shop.db.run(
      "update invitations set revoked_at = \(past) where tenant_id = \(shop.db.tenant) and email_key = \(emails[1])"
    )
    func listed(_ query: String) async throws -> Int {
      let page = try await owner.get(shop.path("/invitations\(query)"))
      #expect(page.status == 200)
      return page.markup.all("th").count { $0["class"] == "lead" }
    }
    #expect(try await listed("") == 50)
    #expect(try await listed("?from=50") == 11)
    #expect(try await listed("?q=\(emails[7].prefix(12).uppercased())") == 1)
    #expect(try await listed("?state=ended") == 1)
    #expect(try await listed("?state=revoked") == 1)
    #expect(try await listed("?state=waiting&from=50") == 9)
    #expect(try await listed("?state=accepted") == 0)
    #expect(try await listed("?q=100%25") == 0)
  }

  @Test func `to a role that is gone say so`() async throws {
    let role = try await shop.role("Packer", ["orders.view"])
    _ = try await owner.invite(email, as: role.reference, in: shop)
    let link = try await shop.link(to: email)
    #expect(try await stranger().get(link).words.contains("Packer"))
    let page = try await owner.get(shop.path("/roles/\(role.reference)"))
    #expect(try await owner.press(page.form(shop.path("/roles/\(role.reference)/removal"))).status == 303)
    let answer = try await stranger().get(link)
    #expect(answer.status == 410 && answer.words.contains("does not exist any more"))
    #expect(try await owner.get(shop.path("/invitations")).words.contains("Packer, which was deleted"))
  }

  @Test(arguments: [true, false])
  func `are worth what their sender may still give`(leaves: Bool) async throws {
    let account = try await shop.member(as: .admin)
    let admin = try await Visitor()
    try await admin.signIn(account)
    _ = try await admin.invite(email, as: "admin", in: shop)
    let link = try await shop.link(to: email)
    let form = try await stranger().get(link).form("\(link)/account")
    #expect(!form.action.isEmpty)
    let member = try #require(try await Member.find(account.id, in: shop.db))
    if leaves {
      try await member.remove(by: shop.owner.id, in: shop.db)
    } else {
      // Who may still invite, and not into that role.
      let office = try await shop.role("Office", ["members.view", "members.manage"])
      try await member.change(to: office, by: shop.owner.id, in: shop.db)
    }
    let visitor = try await stranger()
    #expect(try await visitor.get(link).status == 410)
    let forced = try await visitor.send(
      "\(link)/account", from: "/sign-in", [("name", "R"), ("password", TestAccount.password)])
    #expect(forced.status == 410)
    #expect(try await shop.members()[shop.owner.id] == .owner)
  }

  @Test func `end with their sender's right to invite`() async throws {
    let account = try await shop.member(as: .admin)
    let admin = try await Visitor()
    try await admin.signIn(account)
    _ = try await admin.invite(email, as: "agent", in: shop)
    let link = try await shop.link(to: email)
    #expect(try await stranger().get(link).status == 200)
    let member = try #require(try await Member.find(account.id, in: shop.db))
    try await member.change(to: .agent, by: shop.owner.id, in: shop.db)
    #expect(try await stranger().get(link).status == 410)
  }

  @Test func `of an owner are not taken back, nor made less, by who may not give as much`() async throws {
    let manager = try await shop.visitor(as: shop.role("Office", ["members.view", "members.manage"]))
    _ = try await owner.invite(email, as: "admin", in: shop)
    let link = try await shop.link(to: email)
    let page = try await manager.get(shop.path("/invitations"))
    let button = try #require(try await owner.get(shop.path("/invitations")).button("/revocation"))
    #expect(try await manager.send(button, from: shop.path("/invitations"), []).status == 422)
    _ = try await manager.press(
      page.form(shop.path("/invitations")), ["emails": email, "role": try await least(), "message": ""])
    #expect(try await shop.invitations() == ["\(email) admin"])
    #expect(try await stranger().get(link).status == 200)
  }

  /// A role with nothing in it, which everybody may give who may invite.
  private func least() async throws -> String { try await shop.role("Guest", []).reference }

  @Test func `open nothing at another business`() async throws {
    _ = try await owner.invite(email, as: "agent", in: shop)
    let token = try #require(try await shop.link(to: email).split(separator: "/").last)
    let other = try await Shop()
    let elsewhere = try await stranger().get("/join/\(other.tenant.slug)/\(token)")
    let nowhere = try await stranger().get("/join/no-such-shop-here/\(token)")
    let nonsense = try await stranger().get("/join/\(shop.tenant.slug)/nonsense")
    #expect([elsewhere, nowhere, nonsense].allSatisfy { $0.status == 410 })
    #expect(elsewhere.words == nowhere.words && nowhere.words == nonsense.words)
  }

  @Test func `make an account of the address that was asked, whatever the form says`() async throws {
    _ = try await owner.invite(email, as: "agent", in: shop)
    let link = try await shop.link(to: email)
    let visitor = try await stranger()
    let joined = try await visitor.send(
      "\(link)/account", from: link,
      [
        ("name", "Rima"), ("password", TestAccount.password), ("email", "boss@example.com"),
        ("role", "owner"), ("person", "\(shop.owner.id)"),
      ])
    #expect(joined.location == shop.path(""), "without a code by mail: the link came by mail")
    let member = try #require(
      try await Member.search(MemberSearch(), in: shop.db).first { $0.person != shop.owner.id })
    #expect(member.email == email && member.role == .agent)
    let boss = try #require(EmailAddress("boss@example.com"))
    #expect(try await Identity.person(with: boss, in: shop.site.databases.global) == nil)
    let again = try await stranger()
    let signIn = try await again.get("/sign-in").form("/sign-in")
    _ = try await again.submit(signIn, ["email": email, "password": TestAccount.password])
    #expect(try await again.get(shop.path("/orders")).status == 200, "the account is a whole one")
  }

  @Test func `are not opened by a token that was changed, cut or made up`() async throws {
    _ = try await owner.invite(email, as: "agent", in: shop)
    let link = try await shop.link(to: email)
    let visitor = try await stranger()
    let base = "/join/\(shop.tenant.slug)/"
    let token = link.dropFirst(base.count)
    let turned = (token.hasPrefix("A") ? "B" : "A") + token.dropFirst()
    let hash = try await shop.db.one(
      "select encode(token_hash, 'hex') from invitations where tenant_id = \(shop.db.tenant)", as: String.self
    )
    for forged in [turned, String(token.dropLast()), "\(token)A", Token.random().text, hash] {
      #expect([400, 404, 410].contains(try await visitor.get(base + forged).status), "\(forged)")
      let made = try await visitor.send(
        "\(base)\(forged)/account", from: link, [("name", "R"), ("password", TestAccount.password)])
      #expect([400, 404, 410].contains(made.status), "\(forged)")
    }
    #expect(try await shop.members().count == 1)
    #expect(try await visitor.get(link).status == 200, "trying spends nothing")
  }

  @Test func `are not spent by who has signed up meanwhile, who signs in and joins`() async throws {
    _ = try await owner.invite(email, as: "agent", in: shop)
    let link = try await shop.link(to: email)
    let visitor = try await stranger()
    let form = try await visitor.get(link).form("\(link)/account")
    let account = try await TestAccount(email: email)
    let late = try await visitor.press(form, ["name": "Thief", "password": "another password entirely"])
    #expect(late.location?.hasPrefix("/sign-in?next=/join/") == true, "\(late.status)")
    #expect(try await shop.members().count == 1)
    try await visitor.signIn(account)
    #expect(try await visitor.press(visitor.get(link).form(link)).location == shop.path(""))
    #expect(try await shop.members()[account.id] == .agent)
  }

  @Test func `are taken by one of two who press at once`() async throws {
    _ = try await owner.invite(email, as: "agent", in: shop)
    let link = try await shop.link(to: email)
    let (one, two) = (try await stranger(), try await stranger())
    let forms = (
      try await one.get(link).form("\(link)/account"), try await two.get(link).form("\(link)/account")
    )
    let values = ["name": "Rima", "password": TestAccount.password]
    async let first = one.press(forms.0, values)
    async let second = two.press(forms.1, values)
    let answers = try await [first, second]
    #expect(answers.count { $0.location == shop.path("") } == 1)
    #expect(try await shop.members().count == 2)
  }

  @Test func `say what is wrong with a list of addresses and keep it`() async throws {
    let page = try await owner.invite("good@example.com\nnot an address", as: "agent", in: shop)
    #expect(page.status == 422)
    #expect(page.words.contains("not an address is not a whole e-mail address"))
    #expect(page.markup.element(id: "emails")?.text.contains("good@example.com") == true)
    #expect(try await shop.invitations() == [])
    #expect(try await owner.invite("", as: "agent", in: shop).status == 422)
    #expect(try await owner.invite("a@example.com", as: "king", in: shop).status == 422)
  }

  @Test func `of a business are limited in number`() async throws {
    let list = (0..<90).map { "p\($0)-\(Shop.mark())@example.com" }.joined(separator: " ")
    var statuses: [Int] = []
    for _ in 0..<3 {
      statuses.append(
        try await owner.invite(list.replacing("@", with: "\(statuses.count)@"), as: "agent", in: shop).status)
    }
    #expect(statuses == [303, 303, 429])
    #expect(try await shop.invitations().count == 180)
  }
}
