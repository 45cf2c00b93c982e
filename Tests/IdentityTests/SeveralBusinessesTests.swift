import Basics
import Database
import Tenancy
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `Somebody with several businesses` {
  let first: Shop
  let second: Shop
  let visitor: Visitor

  init() async throws {
    first = try await Shop(name: "Alo Stores")
    second = try await Shop(name: "Borsha Books", currency: .usd, zone: "America/New_York")
    try await Identity.addMember(
      first.owner.id, as: .agent, to: second.tenant.id, in: first.site.databases.global)
    visitor = try await first.visitor()
  }

  /// The links of the choice, in their order.
  private func choice() async throws -> [String] {
    try await visitor.get("/businesses").markup.all("a").compactMap { $0["href"] }.filter {
      $0.hasPrefix("/t/")
    }
  }

  @Test func `finds every business and a new one in the switcher of each page`() async throws {
    let page = try await visitor.get(first.path("/orders"))
    let links = page.markup.all("a").compactMap { $0["href"] }
    #expect(links.contains(second.path("")) && links.contains("/sign-up") && links.contains("/businesses"))
    #expect(page.markup.elements.contains { $0["popovertarget"] == "tenants" })
    #expect(page.markup.all("a").contains { $0["href"] == first.path("") && $0["aria-current"] == "true" })
  }

  @Test func `is offered the last one first`() async throws {
    #expect(try await choice() == [first.path(""), second.path("")])
    _ = try await visitor.get(second.path("/orders"))
    try await eventually { try await choice() == [second.path(""), first.path("")] }
    _ = try await visitor.get(first.path("/orders"))
    try await eventually { try await choice() == [first.path(""), second.path("")] }
    // In another browser too.
    let elsewhere = try await Visitor()
    try await elsewhere.signIn(first.owner)
    let page = try await elsewhere.open("/sign-in")
    #expect(page.path == "/businesses")
    #expect(page.markup.all("a").compactMap { $0["href"] }.first { $0.hasPrefix("/t/") } == first.path(""))
  }

  @Test func `starts another one while signed in`() async throws {
    let page = try await visitor.get("/sign-up")
    let slug = "third-\(Shop.mark())"
    let answer = try await visitor.submit(
      page.form("/sign-up"), ["business": "Choice of three", "slug": slug])
    #expect(answer.location == "/t/\(slug)")
    #expect(try await choice().count == 3)
    #expect(try await visitor.get("/t/\(slug)/settings").status == 200)
  }

  @Test func `takes nothing along from one to the other`() async throws {
    let name = "Customer-\(Shop.mark())"
    for shop in [first, second] {
      try await shop.db.run(
        """
        insert into customers (tenant_id, id, number, source, source_key, name, country, country_at, created_at)
        values (\(shop.db.tenant), \(RecordID<Shop>()), 1, 'test', 'k', \("\(name) of \(shop.tenant.name)"), '',
                \(Instant.now), \(Instant.now))
        """)
    }
    for (own, other) in [(first, second), (second, first), (first, second)] {
      let page = try await visitor.get(own.path("/customers"))
      #expect(page.status == 200)
      #expect(page.words.contains("\(name) of \(own.tenant.name)"))
      #expect(!page.words.contains("\(name) of \(other.tenant.name)"))
      let theirs = try await other.db.one(
        "select id::text from customers where tenant_id = \(other.db.tenant)", as: String.self)
      #expect(try await visitor.get(own.path("/customers/\(theirs)")).status == 404)
      #expect(try await visitor.get(other.path("/customers/\(theirs)")).status == 200)
    }
  }

  @Test func `holds in each business the role they have there`() async throws {
    #expect(try await visitor.get(first.path("/settings")).status == 200)
    #expect(try await visitor.get(second.path("/settings")).status == 403)
  }

  /// What is noted beside a request is there a moment later.
  private func eventually(_ holds: () async throws -> Bool) async throws {
    for _ in 0..<50 {
      if try await holds() { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    Issue.record("it did not come to hold")
  }
}
