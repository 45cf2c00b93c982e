import Basics
import Database
import TestKit
import Testing

@testable import Identity

@Suite struct `Another address` {
  let shop: Shop
  let owner: Visitor
  let new = "moved-\(Shop.mark())@example.com"

  init() async throws {
    shop = try await Shop()
    owner = try await shop.visitor()
  }

  private func ask(_ email: String) async throws -> FetchedPage {
    try await owner.submitConfirmed(owner.get("/account").form("/account/address"), ["email": email])
  }

  /// The code of an earlier mail is void: the newest counts.
  private func move(mails count: Int = 1) async throws {
    _ = try await ask(new)
    let code = try await Outbox.awaited(to: new, count: count).code ?? ""
    let form = try await owner.get("/account/address").form("/account/address/confirm")
    #expect(try await owner.submit(form, ["code": code]).location == "/account")
  }

  private func mayEnter(_ email: String, _ password: String = TestAccount.password) async throws -> Bool {
    let visitor = try await Visitor()
    let form = try await visitor.get("/sign-in").form("/sign-in")
    return try await visitor.submit(form, ["email": email, "password": password]).status == 303
  }

  @Test func `is signed in with once its code is typed in, and not before`() async throws {
    #expect(try await ask(new).location == "/account/address")
    #expect(try await owner.get("/account").words.contains("A code is awaited for \(new)"))
    _ = try await Outbox.awaited(to: new)
    #expect(try await !mayEnter(new))
    #expect(try await mayEnter(shop.owner.email))
    try await move(mails: 2)
    #expect(try await mayEnter(new))
    #expect(try await !mayEnter(shop.owner.email))
    #expect(try await owner.get("/account").words.contains(new))
    let verified = try await shop.site.databases.global.one(
      "select verified_at is not null from sign_in_emails where email = \(new)", as: Bool.self)
    #expect(verified)
  }

  @Test func `is told to the old one, which can put itself back for seven days`() async throws {
    try await move()
    let told = try await Outbox.mails(to: shop.owner.email, atLeast: 2)
    let mail = try #require(told.first { $0.subject == "Your address was changed" })
    let path = try #require(mail.path)
    #expect(path.hasPrefix("/undo/address/"))
    #expect(mail.facts["Device"] == "Firefox on Linux")
    let finder = try await Visitor()
    let page = try await finder.get(path)
    #expect(page.words.contains("You sign in with \(shop.owner.email) again."))
    // Looking changes nothing.
    #expect(try await mayEnter(new))
    let answer = try await finder.submit(page.form(path))
    #expect(answer.location?.hasPrefix("/reset/") == true)
    #expect(try await owner.get("/account").status == 303)
    #expect(try await !mayEnter(new))
    let reset = try await finder.follow(answer)
    #expect(reset.notices == ["All sessions are over. Choose a new password."])
    let chosen = "a lamp on the far bank"
    _ = try await finder.submit(reset.form(answer.location ?? ""), ["password": chosen])
    #expect(try await mayEnter(shop.owner.email, chosen))
    #expect(try await !mayEnter(shop.owner.email))
    #expect(try await finder.get(path).words.contains("This link is over"))
  }

  /// A stranger who has taken the session moves on and on: each of their addresses is mailed a way back of its own.
  @Test func `that is put back stays there, whatever was mailed to those that came behind it`() async throws {
    let theirs = (0..<3).map { "theirs-\($0)-\(Shop.mark())@example.com" }
    for email in theirs {
      _ = try await ask(email)
      let code = try await Outbox.awaited(to: email).code ?? ""
      let form = try await owner.get("/account/address").form("/account/address/confirm")
      #expect(try await owner.submit(form, ["code": code]).location == "/account")
    }
    let stranger = try await Visitor()
    let values = ["email": theirs[2], "password": TestAccount.password]
    _ = try await stranger.submit(stranger.get("/sign-in").form("/sign-in"), values)
    func way(_ subject: String, to email: String, of count: Int = 3) async throws -> String {
      let mails = try await Outbox.mails(to: email, atLeast: count)
      return try #require(mails.first { $0.subject == subject }?.path)
    }
    func press(_ path: String, _ visitor: Visitor) async throws -> String? {
      try await visitor.submit(visitor.get(path).form(path)).location
    }
    // What the stranger presses takes nothing away from the owner.
    #expect(try await press(way("Your address was changed", to: theirs[0]), stranger) != nil)
    #expect(try await mayEnter(theirs[0]))
    let path = try await way("Your address was changed", to: shop.owner.email, of: 2)
    #expect(try await press(path, Visitor())?.hasPrefix("/reset/") == true)
    #expect(try await mayEnter(shop.owner.email))
    for path in [
      try await way("Your address was changed", to: theirs[1]),
      try await way("A sign-in from a new device", to: theirs[2]),
    ] {
      #expect(try await stranger.get(path).words.contains("This link is over"), "\(path)")
    }
  }

  @Test func `of another account is not taken, and its owner is told`() async throws {
    let other = try await TestAccount()
    #expect(try await ask(other.email).location == "/account/address")
    let mail = try await Outbox.awaited(to: other.email)
    #expect(mail.code == nil)
    let form = try await owner.get("/account/address").form("/account/address/confirm")
    for code in ["000000", "123456"] { #expect(try await owner.submit(form, ["code": code]).status == 422) }
    #expect(try await mayEnter(other.email))
  }

  @Test func `has five tries for its code, which is nobody else's`() async throws {
    _ = try await ask(new)
    let code = try #require(try await Outbox.awaited(to: new).code)
    let wrong = code == "111111" ? "222222" : "111111"
    let stranger = try await Shop().visitor()
    let page = try await stranger.get("/account")
    let csrf = try page.form("/account/address").values["csrf"] ?? ""
    #expect(
      try await stranger.post("/account/address/confirm", ["csrf": csrf, "code": code]).location == "/account"
    )
    #expect(try await mayEnter(shop.owner.email))
    let form = try await owner.get("/account/address").form("/account/address/confirm")
    for _ in 0..<5 { #expect(try await owner.submit(form, ["code": wrong]).status == 422) }
    #expect(try await owner.submit(form, ["code": code]).status == 422)
    #expect(try await owner.get("/account/address").words.contains("This code is over."))
  }

  @Test func `is one whole address, and not the same one`() async throws {
    for typed in ["", "farzana", "a@example.com\r\nBcc: b@example.com", "a@b@example.com"] {
      #expect(try await ask(typed).problem("email") != nil, "\(typed)")
    }
    #expect(try await ask(shop.owner.email.uppercased()).problem("email") == "This is your address already.")
  }
}
