import Basics
import Database
import Localization
import TestKit
import Testing
import Web

@testable import Tenancy

@Suite struct `The settings of a business` {
  let shop: Shop
  var path: String { shop.path("/settings") }

  init() async throws { shop = try await Shop() }

  @Test func `are changed by its owner, for everybody`() async throws {
    let owner = try await shop.visitor()
    let form = try await owner.get(path).form(path)
    #expect(
      form.values.filter { $0.key != "csrf" } == [
        "name": "Tantkotha", "language": "en", "digits": "latin", "week_start": "0", "zone": "Asia/Dhaka",
      ])
    let answer = try await owner.submit(
      form, ["name": " তাঁতকথা ", "language": "bn", "digits": "bengali", "week_start": "6"])
    #expect(answer.location == path)
    let page = try await owner.follow(answer)
    #expect(page.notices.contains { $0.contains("The settings are saved.") })
    #expect(page.value("name") == "তাঁতকথা")
    let saved = try await Tenant.find(shop.tenant.slug, in: shop.site.databases.global)
    #expect(saved.name == "তাঁতকথা")
    #expect(saved.language == .bengali)
    #expect(saved.digits == .bengali)
    #expect(saved.weekStart == .saturday)
    #expect(saved.currency == shop.tenant.currency)
    #expect(saved.zone == shop.tenant.zone)
  }

  @Test(arguments: [
    ("name", "", "Give the business a name."),
    ("name", String(repeating: "x", count: 121), "At most 120 characters fit here."),
    ("language", "fr", "Choose one of these."), ("digits", "", "Choose one of these."),
    ("week_start", "7", "Choose one of these."), ("week_start", "-1", "Choose one of these."),
    ("week_start", "x", "Choose one of these."),
    ("zone", "Mars/Olympus", "Choose a time zone from the list."),
  ])
  func `say what is wrong and keep what was typed`(field: String, typed: String, problem: String) async throws
  {
    let owner = try await shop.visitor()
    let changes = ["name": "Other", "digits": "bengali"].merging([field: typed]) { $1 }
    let answer = try await owner.submit(owner.get(path).form(path), changes)
    #expect(answer.status == 422)
    #expect(answer.problem(field) == problem)
    #expect(try answer.form(path).values["name"] == (field == "name" ? typed : "Other"))
    #expect(try await Tenant.find(shop.tenant.slug, in: shop.site.databases.global).name == "Tantkotha")
  }

  @Test func `are not for agents, and not in their navigation`() async throws {
    let agent = try await shop.visitor(as: .agent)
    #expect(try await agent.get(path).status == 403)
    let csrf = try await agent.get("/account").form("/account/name").values["csrf"] ?? ""
    let answer = try await agent.post(
      path, ["csrf": csrf, "name": "Mine", "language": "en", "digits": "latin", "week_start": "0"])
    #expect(answer.status == 403)
    #expect(try await Tenant.find(shop.tenant.slug, in: shop.site.databases.global).name == "Tantkotha")
  }

  @Test func `are not for owners of other businesses, nor for visitors`() async throws {
    let other = try await Shop()
    let stranger = try await other.visitor()
    #expect(try await stranger.get(path).status == 404)
    let csrf = try await stranger.get("/account").form("/account/name").values["csrf"] ?? ""
    let fields = [
      "csrf": csrf, "name": "Mine", "language": "en", "digits": "latin", "week_start": "0",
      "zone": "Asia/Dhaka",
    ]
    #expect(try await stranger.post(path, fields).status == 404)
    #expect(try await stranger.post(other.path("/settings"), fields).status == 303)
    #expect(try await Visitor().get(path).location == "/sign-in?next=\(path)")
    #expect(try await Tenant.find(shop.tenant.slug, in: shop.site.databases.global).name == "Tantkotha")
  }
}
