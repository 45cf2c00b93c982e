import Basics
import Database
import Identity
import Tenancy
import TestKit
import Testing
import Web

@testable import Members

@Suite struct `The members of a business` {
  let shop: Shop
  let owner: Visitor

  init() async throws {
    shop = try await Shop()
    owner = try await shop.visitor()
  }

  private func listed(_ query: String = "") async throws -> [String] {
    let page = try await owner.get(shop.path("/members\(query)"))
    #expect(page.status == 200)
    return page.markup.all("a").compactMap { $0["href"] }.filter { $0.hasPrefix(shop.path("/members/")) }
  }

  private func path(_ account: TestAccount) -> String { shop.path("/members/\(account.id)") }

  @Test func `are listed, found by a part of their address, and filtered by role`() async throws {
    let agent = try await shop.member(as: .agent)
    let seller = try await shop.member(as: .seller)
    let packer = try await shop.member(as: shop.role("Packer", ["orders.view"]))
    #expect(Set(try await listed()) == Set([shop.owner, agent, seller, packer].map(path)))
    #expect(try await listed("?q=\(agent.email.dropLast(12).uppercased())") == [path(agent)])
    #expect(try await listed("?role=seller") == [path(seller)])
    let role = try #require(try await shop.members()[packer.id])
    #expect(try await listed("?role=\(role.reference)") == [path(packer)])
    #expect(try await listed("?q=nobody%25") == [])
    for sort in MemberSearch.Sort.allCases {
      #expect(try await listed("?sort=\(sort.rawValue)&from=2").count == 2)
    }
  }

  @Test func `go into a file, and the log says who took it`() async throws {
    let agent = try await shop.member(as: .agent)
    let seller = try await shop.member(as: .seller)
    #expect(try await owner.get(shop.path("/members.csv")).status == 405)
    let form = try await owner.get(shop.path("/members?role=agent")).form(shop.path("/members.csv"))
    let asked = try await owner.submit(form)
    #expect(asked.asksForProof && !asked.text.contains(agent.email))
    #expect(try await shop.log() == [])
    let file = try await owner.confirm(asked)
    #expect(file.status == 200 && file.text.contains(agent.email) && file.text.contains("Agent"))
    #expect(!file.text.contains(seller.email), "what is listed")
    #expect(try await shop.log() == ["members.exported 1"])
  }

  @Test func `are filtered by their second factor and by when they were seen`() async throws {
    let (seen, old, never) = (
      try await shop.member(as: .agent), try await shop.member(as: .agent), try await shop.member(as: .agent)
    )
    for (account, days) in [(shop.owner, 0), (seen, 20), (old, 40)] {
      try await shop.db.run(
        """
        update memberships set visited_at = \(Instant.now - .seconds(86400 * days + 60))
         where tenant_id = \(shop.db.tenant) and person_id = \(account.id)
        """)
    }
    #expect(try await listed("?seen=week") == [path(shop.owner)])
    #expect(Set(try await listed("?seen=month")) == Set([shop.owner, seen].map(path)))
    #expect(try await listed("?seen=long") == [path(old)])
    #expect(try await listed("?seen=never") == [path(never)])
    #expect(try await listed("?second=yes") == [])
    #expect(try await listed("?second=no").count == 4)
    #expect(try await listed("?sort=seen") == [shop.owner, seen, old, never].map(path))
    #expect(try await listed("?sort=-seen") == [never, old, seen, shop.owner].map(path))
    let page = try await owner.get(shop.path("/members?seen=long&q=@"))
    let ways = page.markup.all("a").compactMap { $0["href"] }
    #expect(ways.contains(shop.path("/members?seen=long")), "the way without the words")
  }

  @Test func `each have a page that says what they may do and why`() async throws {
    let packer = try await shop.member(as: shop.role("Packer", ["orders.view"]))
    let page = try await owner.get(path(packer))
    #expect(page.status == 200)
    #expect(page.words.contains("Because of the role: Packer"))
    let rows = page.markup.all("li").map {
      page.markup.within($0).map(\.text).joined(separator: " ") + $0.text
    }
    #expect(rows.contains { $0.contains("See orders") && $0.contains("Yes") })
    #expect(rows.contains { $0.contains("See customers") && $0.contains("No") })
  }

  @Test func `of another business are not there`() async throws {
    let other = try await Shop()
    #expect(try await owner.get(shop.path("/members/\(other.owner.id)")).status == 404)
    let answer = try await owner.send(
      shop.path("/members/role"), from: shop.path("/members"),
      [("member", "\(other.owner.id)"), ("role", "agent")])
    #expect(answer.status == 404)
    let removal = try await owner.send(
      shop.path("/members/removal"), from: shop.path("/members"), [("member", "\(other.owner.id)")])
    #expect(removal.status == 404)
    #expect(try await other.members() == [other.owner.id: .owner])
  }

  @Test func `get another role, which their session feels at once`() async throws {
    let account = try await shop.member(as: .agent)
    let visitor = try await Visitor()
    try await visitor.signIn(account)
    #expect(try await visitor.get(shop.path("/settings")).status == 403)
    let form = try await owner.get(path(account)).form(shop.path("/members/role"))
    #expect(try await owner.press(form, ["role": "admin"]).status == 303)
    #expect(try await visitor.get(shop.path("/settings")).status == 200)
    let back = try await owner.get(path(account)).form(shop.path("/members/role"))
    #expect(try await owner.press(back, ["role": "analyst"]).status == 303)
    #expect(try await visitor.get(shop.path("/settings")).status == 403)
    #expect(
      try await shop.payloads(of: "members.role-changed").last
        == #"{"after":{"role":"analyst"},"before":{"role":"admin"}}"#)
    #expect(try await owner.get(path(account)).words.contains("Administrator became Analyst"))
  }

  @Test func `are removed, which their session feels at once`() async throws {
    let account = try await shop.member(as: .agent)
    let visitor = try await Visitor()
    try await visitor.signIn(account)
    #expect(try await visitor.get(shop.path("/orders")).status == 200)
    let form = try await owner.get(path(account)).form(shop.path("/members/removal"))
    #expect(try await owner.press(form).status == 303)
    #expect(try await visitor.get(shop.path("/orders")).status == 404)
    #expect(try await shop.members() == [shop.owner.id: .owner])
    #expect(try await shop.payloads(of: "members.removed").first?.contains(account.email) == true)
  }

  @Test func `are changed and removed several at once, all or none`() async throws {
    let (one, two) = (try await shop.member(as: .agent), try await shop.member(as: .seller))
    let (list, both) = (shop.path("/members"), [("member", "\(one.id)"), ("member", "\(two.id)")])
    let other = try await Shop().owner
    let mixed = try await owner.send("\(list)/removal", from: list, both + [("member", "\(other.id)")])
    #expect(mixed.status == 404)
    #expect(try await shop.members().count == 3)
    #expect(try await owner.send("\(list)/role", from: list, both + [("role", "analyst")]).status == 303)
    #expect(try await shop.members() == [shop.owner.id: .owner, one.id: .analyst, two.id: .analyst])
    #expect(try await owner.send("\(list)/removal", from: list, both).status == 303)
    #expect(try await shop.members() == [shop.owner.id: .owner])
    #expect(try await shop.log().count == 4)
  }

  @Test func `leave by themselves, and find themselves outside`() async throws {
    let account = try await shop.member(as: .analyst)
    let visitor = try await Visitor()
    try await visitor.signIn(account)
    let form = try await visitor.get("/businesses").form(shop.path("/leave"))
    #expect(try await visitor.press(form).location == "/businesses")
    #expect(try await visitor.get(shop.path("/orders")).status == 404)
    #expect(try await shop.log().map { $0.prefix(12) } == ["members.left"])
  }
}
