import Basics
import Database
import HTTP
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `A forgotten password` {
  let account: TestAccount
  let visitor: Visitor
  private static let new = "a kite above the wet roofs"

  init() async throws {
    account = try await TestAccount()
    visitor = try await Visitor()
  }

  private func ask(_ email: String? = nil, _ headers: [String: String] = [:]) async throws -> FetchedPage {
    var form = try await visitor.get("/reset").form("/reset")
    form.values["email"] = email ?? account.email
    let body = form.values.map { "\($0.key)=\(SignInPath.encoded($0.value))" }.joined(separator: "&")
    return try await visitor.send(
      "POST", "/reset", ["Sec-Fetch-Site": "same-origin"].merging(headers) { $1 }, body: body)
  }

  private func link(count: Int = 1) async throws -> String {
    try #require(try await Outbox.awaited(to: account.email, count: count).path)
  }

  private func choose(_ password: String, at path: String) async throws -> FetchedPage {
    try await visitor.submit(visitor.get(path).form(path), ["password": password])
  }

  @Test func `is replaced by the link of a mail, which ends every session and signs nobody in`() async throws
  {
    let other = try await Visitor()
    try await other.signIn(account)
    #expect(try await ask().location == "/reset/sent")
    let path = try await link(count: 2)
    let answer = try await choose(Self.new, at: path)
    #expect(answer.location == "/sign-in")
    #expect(try await visitor.get("/account").status == 303)
    #expect(try await other.get("/account").status == 303)
    let form = try await visitor.get("/sign-in").form("/sign-in")
    let old = ["email": account.email, "password": TestAccount.password]
    #expect(try await visitor.submit(form, old).status == 422)
    #expect(try await visitor.submit(form, ["email": account.email, "password": Self.new]).status == 303)
    let told = try await Outbox.mails(to: account.email, atLeast: 3)
    #expect(told.contains { $0.subject == "Your password was changed" })
  }

  /// Strangers who guess from everywhere use up what browsers have that nobody knows; mail reaches the owner alone.
  @Test func `is the way in for its owner while strangers guess, in a browser that nobody knows`()
    async throws
  {
    let email = try #require(EmailAddress(account.email))
    let db = try await TestSite.shared().databases.global
    for number in 0..<41 {
      let guess = SignInAttempt(
        email: email, password: "x", client: try #require(IPAddress("10.7.1.\(number)")), knownBrowser: nil)
      _ = try await SignInLimits().takeStored(guess, at: .now, in: db)
    }
    let form = try await visitor.get("/sign-in").form("/sign-in")
    let values = ["email": account.email, "password": Self.new]
    #expect(try await visitor.submit(form, values).status == 429)
    _ = try await ask()
    #expect(try await choose(Self.new, at: link()).location == "/sign-in")
    #expect(try await visitor.submit(form, values).status == 303)
  }

  @Test func `has a link that is good once, and that looking at does not use up`() async throws {
    _ = try await ask()
    let path = try await link()
    for _ in 0..<3 { #expect(try await visitor.get(path).markup.element(id: "password") != nil) }
    _ = try await choose(Self.new, at: path)
    let again = try await visitor.get(path)
    #expect(again.words.contains("This link is over"))
    let csrf = try await visitor.get("/reset").form("/reset").values["csrf"] ?? ""
    #expect(try await visitor.post(path, ["csrf": csrf, "password": "another kite"]).status == 422)
  }

  @Test func `has a link of which two uses at once count as one`() async throws {
    _ = try await ask()
    let path = try await link()
    let form = try await visitor.get(path).form(path)
    async let first = visitor.submit(form, ["password": Self.new])
    async let second = visitor.submit(form, ["password": "a second kite, further up"])
    let places = try await [first.location, second.location]
    #expect(places.filter { $0 == "/sign-in" }.count == 1)
  }

  @Test func `has the newest link alone, for half an hour`() async throws {
    _ = try await ask()
    let first = try await link()
    _ = try await ask()
    let second = try await link(count: 2)
    #expect(try await visitor.get(first).words.contains("This link is over"))
    #expect(try await visitor.get(second).markup.element(id: "password") != nil)
    let token = try #require(second.split(separator: "/").last.map(String.init))
    let db = try await TestSite.shared().databases.global
    #expect(try await AccountLink.password.find(token, at: .now + .seconds(29 * 60), in: db) != nil)
    #expect(try await AccountLink.password.find(token, at: .now + .seconds(31 * 60), in: db) == nil)
    #expect(try await AccountLink.address.find(token, at: .now, in: db) == nil)
    #expect(try await AccountLink.stranger.find(token, at: .now, in: db) == nil)
  }

  @Test
  func `has a link that does nothing else, and is over once password or address have changed otherwise`()
    async throws
  {
    try await visitor.signIn(account)
    var address = account.email
    for change in ["/account/address", "/account/password"] {
      _ = try await ask(address)
      let path = try #require(
        try await Outbox.mails(to: address, atLeast: address == account.email ? 2 : 3).compactMap(\.path)
          .first { $0.hasPrefix("/reset/") })
      let token = try #require(path.split(separator: "/").last)
      let page = try await visitor.get(path)
      let csrf = try page.form(path).values["csrf"] ?? ""
      for way in ["sign-in", "address"] {
        #expect(try await visitor.post("/undo/\(way)/\(token)", ["csrf": csrf]).status == 422, "\(way)")
      }
      let form = try await visitor.get("/account").form(change)
      let email = "moved-\(Shop.mark())@example.com"
      _ = try await visitor.submitConfirmed(form, ["password": Self.new, "email": email])
      if change == "/account/address" {
        let code = try await Outbox.awaited(to: email).code ?? ""
        let form = try await visitor.get("/account/address").form("/account/address/confirm")
        #expect(try await visitor.submit(form, ["code": code]).location == "/account")
        address = email
      }
      #expect(try await visitor.get(path).words.contains("This link is over"), "\(change)")
    }
  }

  @Test func `has a link to our own origin, whatever the request says of its host`() async throws {
    for headers in [
      ["X-Forwarded-Host": "evil.example"], ["Forwarded": "host=evil.example"], ["X-Host": "evil.example"],
      ["X-Forwarded-Server": "evil.example"],
    ] { #expect(try await ask(nil, headers).location == "/reset/sent") }
    #expect(try await ask(nil, ["Host": "evil.example"]).status == 421)
    let mails = try await Outbox.mails(to: account.email, atLeast: 4)
    #expect(mails.count == 4)
    for mail in mails {
      #expect(mail.path?.hasPrefix("/reset/") == true)
      #expect(!"\(mail)".contains("evil.example"))
    }
  }

  @Test func `is asked for on pages that load nothing from elsewhere and tell nobody where they are`()
    async throws
  {
    _ = try await ask()
    let page = try await visitor.get(link())
    #expect(page.headers.all("Referrer-Policy") == ["same-origin"])
    #expect(page.headers.first("Cache-Control") == "no-store")
    #expect(page.headers.first("Content-Security-Policy")?.contains("default-src 'none'") == true)
    for element in page.markup.elements {
      for name in ["src", "href", "action"] {
        let address = element[name] ?? "/"
        #expect(address.hasPrefix("/") && !address.hasPrefix("//") || address.hasPrefix("#"), "\(address)")
      }
    }
  }

  @Test func `is not replaced by a common one, nor by the person's own name`() async throws {
    _ = try await ask()
    let path = try await link()
    for password in ["short", "password1234", String(account.email.prefix { $0 != "@" })] {
      let answer = try await choose(password, at: path)
      #expect(answer.status == 422 && answer.problem("password") != nil, "\(password)")
      #expect(!answer.text.contains("value=\"\(password)\""))
    }
    #expect(try await choose(Self.new, at: path).location == "/sign-in")
  }

  @Test func `is no reason to write to an address that has no account`() async throws {
    let nobody = "nobody-\(Shop.mark())@example.com"
    #expect(try await ask(nobody).location == "/reset/sent")
    _ = try await ask()
    _ = try await link()
    #expect(try await Outbox().all(to: nobody).isEmpty)
  }

  @Test(arguments: [
    "", "farzana", "a@b@example.com", "a@example.com\r\nBcc: b@example.com", "a@example.com\nTo: b@c.de",
  ])
  func `goes to a whole address alone`(typed: String) async throws {
    let answer = try await ask(typed)
    #expect(answer.status == 422)
    #expect(answer.problem("email") != nil)
  }

  @Test func `asked for too often is slowed, and the owner's own browser is not`() async throws {
    let owner = try await Visitor()
    try await owner.signIn(account)
    for number in 0..<6 {
      let stranger = try await Visitor()
      let form = try await stranger.get("/reset").form("/reset")
      #expect(try await stranger.submit(form, ["email": account.email]).status == 303, "\(number)")
    }
    let stranger = try await Visitor()
    let form = try await stranger.get("/reset").form("/reset")
    #expect(try await stranger.submit(form, ["email": account.email]).status == 429)
    #expect(
      try await owner.submit(owner.get("/reset").form("/reset"), ["email": account.email]).status == 303)
  }
}
