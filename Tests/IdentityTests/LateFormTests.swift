import Basics
import Database
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `A form that comes after its session has ended` {
  let shop: Shop
  let owner: Visitor
  let form: PageForm

  init() async throws {
    shop = try await Shop()
    owner = try await shop.visitor()
    form = try await owner.get(shop.path("/settings")).form(shop.path("/settings"))
    try await shop.site.databases.global.run(
      "update sessions set seen_at = seen_at - interval '61 minutes' where person_id = \(shop.owner.id)")
  }

  /// Signs in on the page that an answer leads to.
  private func signIn(_ visitor: Visitor, _ answer: FetchedPage, as account: TestAccount) async throws
    -> FetchedPage
  {
    let page = try await visitor.follow(answer)
    let signedIn = try await visitor.submit(
      page.form("/sign-in"), ["email": account.email, "password": TestAccount.password])
    return try await visitor.follow(signedIn)
  }

  @Test func `is shown again after the sign-in, and not sent by itself`() async throws {
    let late = try await owner.submit(form, ["name": "Nakshi & Co", "new-password": "a kite in the rain"])
    #expect(late.location?.hasPrefix("/sign-in?next=/late-forms/") == true)
    let kept = try await signIn(owner, late, as: shop.owner)
    #expect(kept.words.contains("Your form was kept"))
    #expect(kept.words.contains("Nakshi & Co"))
    #expect(!kept.text.contains("a kite in the rain"))
    #expect(try await owner.get(shop.path("/settings")).value("name") == "Tantkotha")
    let sent = try await owner.submit(kept.form(shop.path("/settings")))
    #expect(sent.status == 303)
    #expect(try await owner.get(shop.path("/settings")).value("name") == "Nakshi & Co")
  }

  @Test func `is another person's to nobody`() async throws {
    let late = try await owner.submit(form, ["name": "Nakshi"])
    let other = try await shop.member(as: .admin)
    #expect(try await signIn(owner, late, as: other).status == 404)
  }

  @Test func `is kept for ten minutes`() async throws {
    let late = try await owner.submit(form, ["name": "Nakshi"])
    let id = try #require(late.location.flatMap { LateForm.ID($0.suffix(36)) })
    let db = shop.site.databases.global
    #expect(try await !KeptForms.find(id, of: shop.owner.id, at: .now + .seconds(590), in: db).isEmpty)
    await #expect(throws: Failure.notFound) {
      try await KeptForms.find(id, of: shop.owner.id, at: .now + .seconds(601), in: db)
    }
  }

  @Test func `is kept only when a page of ours has sent it in that session`() async throws {
    let token = form.values["csrf"] ?? ""
    let other = try await Visitor().get("/sign-in").form("/sign-in").values["csrf"] ?? ""
    #expect(try await owner.post(shop.path("/settings"), ["csrf": other]).location == "/sign-in")
    let elsewhere = try await owner.send(
      "POST", shop.path("/settings"), ["Sec-Fetch-Site": "same-site"], body: "csrf=\(token)")
    #expect(elsewhere.location == "/sign-in")
    owner.cookies["__Host-haat"] = nil
    #expect(try await owner.submit(form).location == "/sign-in")
  }

  @Test func `is one of five at most`() async throws {
    for _ in 0..<5 { #expect(try await owner.submit(form).location != "/sign-in") }
    #expect(try await owner.submit(form).location == "/sign-in")
  }
}
