import App
import Basics
import Database
import Jobs
import Localization
import Tenancy
import TestKit
import Testing
import Web

@testable import Samples

@Suite struct `The pages of a sample` {
  /// Runs what waits in the business's queue.
  private func runJobs(of tenant: TenantID, at site: TestSite) async throws {
    _ = try await site.databases.runJobs(of: tenant, by: Features.jobs(storage: TestSite.storage))
  }

  @Test func `offer it at sign-up, which fills the business that looks like it`() async throws {
    let visitor = try await Visitor(language: "bn")
    let slug = "sample-\(Shop.mark())"
    let page = try await visitor.get("/sign-up")
    let answer = try await visitor.submit(
      page.form("/sign-up"),
      [
        "business": "Nodi", "slug": slug, "email": "\(slug)@example.com", "password": TestAccount.password,
        "language": "bn", "currency": "BDT", "zone": "Asia/Dhaka", "start": "sample",
      ])
    #expect(answer.location == "/t/\(slug)/sample?awaited=1")
    #expect(try await visitor.follow(answer).text.contains("data-live"))
    let tenant = try await Tenant.find(try #require(Slug(slug)), in: visitor.site.databases.global)
    try await runJobs(of: tenant.id, at: visitor.site)
    let home = try await visitor.get("/t/\(slug)")
    #expect(home.markup.all("a").contains { $0["href"] == "/t/\(slug)/sample" })
    let sample = try #require(try await SampleShop.find(in: visitor.site.databases.tenant(tenant.id)))
    #expect(sample.kind == .grocery)
    #expect(Instant.now - sample.filledUntil < .seconds(600))
    #expect(sample.opened == tenant.zone.date(of: .now) - Story.span)
  }

  @Test func `leave a business empty that wants to begin so`() async throws {
    let visitor = try await Visitor()
    let slug = "empty-\(Shop.mark())"
    let answer = try await visitor.submit(
      visitor.get("/sign-up").form("/sign-up"),
      ["business": "Nodi", "slug": slug, "email": "\(slug)@example.com", "password": TestAccount.password])
    #expect(answer.location == "/t/\(slug)")
    let tenant = try await Tenant.find(try #require(Slug(slug)), in: visitor.site.databases.global)
    try await runJobs(of: tenant.id, at: visitor.site)
    #expect(try await SampleShop.find(in: visitor.site.databases.tenant(tenant.id)) == nil)
    #expect(try await !visitor.get("/t/\(slug)/settings").text.contains("notice wait banner"))
  }

  @Test func `say above every page that all is made up, and take it away again`() async throws {
    let shop = try await Shop()
    try await SampleShop.open(.grocery, at: .now, days: 5, in: shop.db)
    try await SampleShop.fill(until: .now, in: shop.db)
    let owner = try await shop.visitor()
    for path in ["", "/orders", "/customers", "/products", "/settings", "/sample"] {
      let page = try await owner.open(shop.path(path))
      #expect(page.words.contains("its products, customers and orders are made up"), "\(path)")
    }
    let page = try await owner.get(shop.path("/sample"))
    #expect(page.words.contains("Shall the sample go?"))
    let answer = try await owner.submitConfirmed(page.form(shop.path("/sample/removal")))
    #expect(answer.location == shop.path("/sample"))
    #expect(try await owner.follow(answer).words.contains("The sample is being removed"))
    try await runJobs(of: shop.tenant.id, at: shop.site)
    let after = try await owner.get(shop.path("/sample"))
    #expect(!after.words.contains("made up."))
    #expect(try after.form(shop.path("/sample")).isPost)
    #expect(try await owner.submit(after.form(shop.path("/sample"))).location == shop.path("/sample"))
    #expect(try await owner.get(shop.path("/sample")).words.contains("is being filled"))
  }

  @Test func `let an agent see that it is one, and do nothing about it`() async throws {
    let shop = try await Shop()
    try await SampleShop.open(.grocery, at: .now, days: 2, in: shop.db)
    try await SampleShop.fill(until: .now, in: shop.db)
    let agent = try await shop.visitor(as: .agent)
    let page = try await agent.get(shop.path("/orders"))
    #expect(page.words.contains("orders are made up"))
    #expect(!page.markup.all("a").contains { $0["href"] == shop.path("/sample") })
    #expect(try await agent.get(shop.path("/sample")).status == 403)
    let csrf = try await agent.get("/account").form("/account/name").values["csrf"] ?? ""
    #expect(try await agent.post(shop.path("/sample/removal"), ["csrf": csrf]).status == 403)
  }

  @Test func `find nothing to remove where there is no sample`() async throws {
    let shop = try await Shop()
    let owner = try await shop.visitor()
    #expect(try await owner.postConfirmed(shop.path("/sample/removal")).status == 404)
  }

  @Test func `let it grow when somebody comes after an hour, once`() async throws {
    let shop = try await Shop()
    let before = Instant.now - .seconds(3 * 3600)
    try await SampleShop.open(.grocery, at: .now, days: 3, in: shop.db)
    try await SampleShop.fill(until: before, in: shop.db)
    let owner = try await shop.visitor()
    for _ in 0..<3 { _ = try await owner.get(shop.path("/orders")) }
    let waiting = try await shop.db.one(
      "select count(*) from jobs where tenant_id = \(shop.db.tenant) and name = 'samples.fill'", as: Int.self)
    #expect(waiting == 1)
    try await runJobs(of: shop.tenant.id, at: shop.site)
    #expect(
      try #require(try await SampleShop.find(in: shop.db)).filledUntil > before + .seconds(3 * 3600 - 60))
    _ = try await owner.get(shop.path("/orders"))
    let after = try await shop.db.one(
      """
      select count(*) from jobs where tenant_id = \(shop.db.tenant) and name = 'samples.fill' and state = 'waiting'
      """, as: Int.self)
    #expect(after == 0)
  }
}
