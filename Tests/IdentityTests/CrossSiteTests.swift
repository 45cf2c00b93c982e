import TestKit
import Testing

@Suite struct `A form from elsewhere` {
  let shop: Shop
  let visitor: Visitor

  init() async throws {
    shop = try await Shop()
    visitor = try await Visitor()
  }

  private var fields: [String: String] { ["email": shop.owner.email, "password": TestAccount.password] }

  @Test func `without a token, or with another's, signs nobody in`() async throws {
    let own = try await visitor.get("/sign-in").form("/sign-in")
    let other = try await Visitor().get("/sign-in").form("/sign-in")
    #expect(other.values["csrf"] != own.values["csrf"])
    #expect(try await visitor.post("/sign-in", fields).status == 403)
    #expect(try await visitor.post("/sign-in", fields.merging(["csrf": ""]) { $1 }).status == 403)
    #expect(
      try await visitor.post("/sign-in", fields.merging(["csrf": other.values["csrf"] ?? ""]) { $1 }).status
        == 403)
    #expect(visitor.cookies["__Host-haat"] == nil)
    #expect(try await visitor.submit(own, fields).status == 303)
  }

  @Test func `of before the sign-in is of no use afterwards`() async throws {
    let before = try await visitor.get("/sign-in").form("/sign-in")
    try await visitor.signIn(shop.owner)
    #expect(try await visitor.post("/sign-out", ["csrf": before.values["csrf"] ?? ""]).status == 403)
    #expect(try await visitor.get("/account").status == 200)
  }

  @Test func `of another session of the same person is of no use`() async throws {
    let first = try await shop.visitor()
    let second = try await shop.visitor()
    let csrf = try await first.get("/account").form("/sign-out").values["csrf"] ?? ""
    #expect(try await second.post("/sign-out", ["csrf": csrf]).status == 403)
    #expect(try await first.post("/sign-out", ["csrf": csrf]).status == 303)
  }

  @Test(
    arguments: [
      (["Sec-Fetch-Site": "cross-site"], 403), (["Sec-Fetch-Site": "same-site"], 403),
      (["Sec-Fetch-Site": "none"], 403),
      (["Sec-Fetch-Site": "cross-site", "Origin": "http://localhost:8080"], 403), ([:], 403),
      (["Origin": "http://evil.example"], 403), (["Origin": "null"], 403),
      (["Origin": "http://localhost"], 403),
      (["Origin": "http://shop.localhost:8080"], 403), (["Origin": "https://localhost:8080"], 403),
      (["Origin": "http://localhost:8080"], 303), (["Sec-Fetch-Site": "same-origin"], 303),
    ] as [([String: String], Int)])
  func `is known by what the browser says of it`(headers: [String: String], status: Int) async throws {
    let form = try await visitor.get("/sign-in").form("/sign-in")
    let values = form.values.merging(fields) { $1 }
    let body = values.map { "\($0.key)=\($0.value.replacing("@", with: "%40").replacing(" ", with: "+"))" }
    let answer = try await visitor.send("POST", "/sign-in", headers, body: body.joined(separator: "&"))
    #expect(answer.status == status)
    #expect((visitor.cookies["__Host-haat"] != nil) == (status == 303))
  }

  @Test(arguments: [
    "/sign-in", "/sign-up", "/sign-out", "/language/bn", "/account/name", "/account/other-sessions/end",
    "/sign-up/confirm", "/sign-up/confirm/again", "/reset", "/reset/x", "/undo/sign-in/x", "/undo/address/x",
    "/account/password", "/account/address", "/account/address/confirm",
  ])
  func `is refused by every route that changes something`(path: String) async throws {
    let owner = try await shop.visitor()
    #expect(try await owner.post(path, [:]).status == 403)
    let csrf = try await owner.get("/account").form("/sign-out").values["csrf"] ?? ""
    #expect(
      try await owner.send("POST", path, ["Sec-Fetch-Site": "cross-site"], body: "csrf=\(csrf)").status == 403
    )
  }
}
