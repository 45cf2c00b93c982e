import Basics
import Database
import Tenancy
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `Signing in` {
  let shop: Shop

  init() async throws { shop = try await Shop() }

  @Test func `leads to the only business`() async throws {
    let visitor = try await Visitor()
    let page = try await visitor.get("/sign-in")
    let answer = try await visitor.submit(
      page.form("/sign-in"), ["email": shop.owner.email, "password": TestAccount.password])
    #expect(answer.status == 303)
    #expect(answer.location == shop.path(""))
    let home = try await visitor.get(shop.path("/test/members"))
    #expect(home.status == 200)
  }

  @Test func `with several businesses, or none, leads to a choice`() async throws {
    let visitor = try await Visitor()
    try await visitor.signIn(TestAccount())
    #expect(try await visitor.get("/sign-in").location == "/businesses")
    let other = try await Shop(name: "Matirhari")
    try await Identity.addMember(
      shop.owner.id, as: .agent, to: other.tenant.id, in: shop.site.databases.global)
    let owner = try await shop.visitor()
    let choice = try await owner.open("/sign-in")
    #expect(choice.path == "/businesses")
    #expect(choice.words.contains("Tantkotha"))
    #expect(choice.words.contains("Matirhari"))
  }

  @Test func `takes the address in any case`() async throws {
    let visitor = try await Visitor()
    let form = try await visitor.get("/sign-in").form("/sign-in")
    let answer = try await visitor.submit(
      form, ["email": " \(shop.owner.email.uppercased()) ", "password": TestAccount.password + " "])
    #expect(answer.status == 303)
  }

  @Test func `says the same of a wrong password and of an unknown address`() async throws {
    let visitor = try await Visitor()
    let form = try await visitor.get("/sign-in").form("/sign-in")
    let wrong = try await visitor.submit(form, ["email": shop.owner.email, "password": "not the password"])
    let unknown = try await visitor.submit(
      form, ["email": "nobody-\(Shop.mark())@example.com", "password": "not the password"])
    #expect(wrong.status == 422)
    #expect(unknown.status == 422)
    #expect(wrong.notices == ["That e-mail and password do not belong together."])
    #expect(unknown.notices == wrong.notices)
    #expect(
      wrong.text.replacing(shop.owner.email, with: "")
        == unknown.text.replacing(unknown.value("email") ?? "?", with: ""))
    #expect(wrong.value("email") == shop.owner.email)
    #expect(wrong.value("password") == "")
  }

  @Test func `names every problem beside its field`() async throws {
    let visitor = try await Visitor()
    let form = try await visitor.get("/sign-in").form("/sign-in")
    let answer = try await visitor.submit(form, ["email": "farzana", "password": ""])
    #expect(answer.status == 422)
    #expect(answer.problem("email") == "This is not a whole e-mail address, such as name@example.com.")
    #expect(answer.problem("password") == "Type your password.")
  }

  @Test(arguments: [
    ("/account", "/account"), ("/t/x/orders?state=paid&q=a%20b", "/t/x/orders?state=paid&q=a%20b"),
    ("//evil.example", nil), ("/\\evil.example", nil), ("https://evil.example/", nil), ("evil.example", nil),
    ("javascript:alert(1)", nil), ("/\t/evil.example", nil), ("/ /evil", nil), ("\\\\evil.example", nil),
    ("", nil),
    ("/\r\nSet-Cookie: a=b", nil), ("/%0d%0aSet-Cookie:%20a=b", "/%0d%0aSet-Cookie:%20a=b"),
    ("/" + String(repeating: "a", count: 3000), nil),
  ])
  func `afterwards goes to a page of ours only`(next: String, expected: String?) async throws {
    let visitor = try await Visitor()
    var form = try await visitor.get("/sign-in").form("/sign-in")
    form.values["next"] = next
    let answer = try await visitor.submit(
      form, ["email": shop.owner.email, "password": TestAccount.password])
    #expect(answer.location == expected ?? shop.path(""))
  }

  @Test func `comes back to the page that asked for it`() async throws {
    let visitor = try await Visitor()
    let asked = try await visitor.get("/account?a=1&b=2")
    #expect(asked.status == 303)
    let page = try await visitor.open("/account?a=1&b=2")
    #expect(page.value("next") == "/account?a=1&b=2")
    let wrong = try await visitor.submit(
      page.form("/sign-in"), ["email": shop.owner.email, "password": "wrong wrong"])
    #expect(wrong.value("next") == "/account?a=1&b=2")
    let answer = try await visitor.submit(
      wrong.form("/sign-in"), ["email": shop.owner.email, "password": TestAccount.password])
    #expect(answer.location == "/account?a=1&b=2")
  }

  @Test func `ends with signing out`() async throws {
    let visitor = try await shop.visitor()
    let token = visitor.cookies["__Host-haat"]
    let answer = try await visitor.submit(visitor.get("/account").form("/sign-out"))
    #expect(answer.location == "/sign-in")
    #expect(visitor.cookies["__Host-haat"] == nil)
    let page = try await visitor.follow(answer)
    #expect(page.notices == ["You have signed out."])
    visitor.cookies["__Host-haat"] = token
    #expect(try await visitor.get("/account").status == 303)
  }
}
