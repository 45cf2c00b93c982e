import App
import Basics
import Database
import Identity
import Localization
import Tenancy
import TestKit
import Testing
import Web

@testable import Members

@Suite struct `What a business asks of sessions` {
  let shop: Shop
  let owner: Visitor
  var path: String { shop.path("/security") }

  init() async throws {
    shop = try await Shop()
    owner = try await shop.visitor()
  }

  private func save(_ fields: [(String, String)]) async throws -> FetchedPage {
    try await owner.send(path, from: path, fields)
  }

  /// As if everybody had been away for so long.
  private func age(_ account: TestAccount, seen: Duration) async throws {
    let now = Instant.now
    try await shop.site.databases.global.run(
      "update sessions set seen_at = \(now - seen) where person_id = \(account.id)")
  }

  @Test func `is kept, shown and written down`() async throws {
    let role = try await shop.role("Packer", ["orders.view"])
    let answer = try await save([
      ("second_factor", "admin"), ("second_factor", role.reference), ("idle", "15"), ("longest", "4"),
    ])
    #expect(answer.status == 303)
    let policy = try await SecurityPolicy.own(in: shop.db)
    #expect(policy.idleMinutes == 15 && policy.longestHours == 4)
    #expect(policy.required(of: .admin) && policy.required(of: role))
    #expect(!policy.required(of: .owner) && !policy.required(of: .agent))
    let page = try await owner.get(path)
    #expect(page.markup.elements.count { $0["name"] == "second_factor" && $0["checked"] != nil } == 2)
    #expect(
      try await shop.payloads(of: "security.changed") == [
        #"{"after":{"idle minutes":"15","longest hours":"4","second factor":"admin, Packer"},"before":{"idle minutes":"60","longest hours":"12","second factor":""}}"#
      ])
  }

  @Test(arguments: [
    [("idle", "0"), ("longest", "4")], [("idle", "61"), ("longest", "4")],
    [("idle", "15"), ("longest", "100")],
    [("idle", "15"), ("longest", "4"), ("second_factor", "king")], [],
  ])
  func `has bounds`(fields: [(String, String)]) async throws {
    #expect(try await save(fields).status == 422)
    #expect(try await SecurityPolicy.own(in: shop.db) == .usual)
  }

  @Test func `ends a session that nobody has used for so long`() async throws {
    let account = try await shop.member(as: .agent)
    let visitor = try await Visitor()
    try await visitor.signIn(account)
    #expect(try await save([("idle", "15"), ("longest", "12")]).status == 303)
    try await age(account, seen: .seconds(14 * 60))
    #expect(try await visitor.get(shop.path("/orders")).status == 200)
    try await age(account, seen: .seconds(16 * 60))
    #expect(try await visitor.get(shop.path("/orders")).status == 303)
    // Nor does asking again bring it back.
    #expect(try await visitor.get(shop.path("/orders")).status == 303)
    #expect(try await visitor.get("/account").status == 303)
  }

  @Test func `lists every dangerous action with its rule`() async throws {
    let words = try await owner.get(path).words
    for action in Features.dangerousActions {
      #expect(words.contains(shop.tenant.locale.text(action.title)), "\(action.name)")
    }
  }

  @Test func `of another business does not count`() async throws {
    let other = try await Shop()
    let visitor = try await other.visitor()
    #expect(try await save([("idle", "5"), ("longest", "1")]).status == 303)
    try await age(other.owner, seen: .seconds(30 * 60))
    #expect(try await visitor.get(other.path("/orders")).status == 200)
  }

  @Test func `reaches who works for several businesses by the strictest one`() async throws {
    let other = try await Shop()
    try await Identity.addMember(
      other.owner.id, as: .agent, to: shop.tenant.id, in: shop.site.databases.global)
    let visitor = try await other.visitor()
    #expect(try await save([("idle", "5"), ("longest", "12")]).status == 303)
    try await age(other.owner, seen: .seconds(10 * 60))
    #expect(try await visitor.get(other.path("/orders")).status == 303)
  }
}
