import Basics
import Database
import TestKit
import Testing
import Web

@testable import Lists

@Suite struct `Saving a view` {
  let shop: Shop
  let visitor: Visitor

  init() async throws {
    shop = try await Shop()
    visitor = try await shop.visitor()
    try await shop.db.run(
      """
      insert into customers (tenant_id, id, number, source, source_key, name, country, country_at, created_at)
      values (\(shop.db.tenant), \(RecordID<Shop>()), 1, 'csv', '17', 'Lamia', 'India', now(), now())
      """)
  }

  private func csrf(_ visitor: Visitor) async throws -> String {
    try await visitor.get("/account").form("/account/name").values["csrf"] ?? ""
  }

  private func save(
    _ name: String, _ query: String = "country=India", shared: Bool = false, as visitor: Visitor? = nil,
    at path: String = "/views"
  ) async throws -> FetchedPage {
    let visitor = visitor ?? self.visitor
    var fields = ["csrf": try await csrf(visitor), "list": "customers", "name": name, "query": query]
    if shared { fields["shared"] = "on" }
    return try await visitor.post(shop.path(path), fields)
  }

  /// The tabs above the list, of which the first four are everybody's.
  private func tabs(_ visitor: Visitor) async throws -> [String] {
    let page = try await visitor.get(shop.path("/customers"))
    let tabs = try #require(page.markup.all("nav").first { $0["class"] == "tabs" })
    return page.markup.within(tabs).filter { $0.name == "a" }.map(\.text)
  }

  @Test func `puts it above the list, for its owner alone or for everybody`() async throws {
    let saved = try await save("India")
    #expect(saved.status == 303)
    let list = try await visitor.get(saved.location ?? "")
    #expect(list.words.contains("1 entry") && list.words.contains("Country: India"))
    _ = try await save("Ours", "orders-min=2", shared: true)
    #expect(try await tabs(visitor).suffix(2) == ["India", "Ours"])
    #expect(try await tabs(shop.visitor(as: .agent)).suffix(2) == ["Never ordered", "Ours"])
  }

  @Test func `refuses a name twice, whatever its case, and keeps what was typed`() async throws {
    _ = try await save("Best of all")
    let again = try await save("BEST of all", "orders-min=3")
    #expect(again.status == 422)
    #expect(again.problem("name")?.contains("already") == true)
    #expect(again.value("name") == "BEST of all" && again.value("query") == "orders-min=3")
    #expect(try await save("BEST of all", as: shop.visitor(as: .agent)).status == 303, "another person's")
    #expect(try await save("").problem("name") != nil)
    #expect(try await save("Long", String(repeating: "x", count: 2001)).problem("name") != nil)
  }

  @Test func `changes and deletes only one's own`() async throws {
    let saved = try await save("Mine", shared: true)
    let id = saved.location?.split(separator: "=").last.map(String.init) ?? ""
    let other = try await shop.visitor(as: .agent)
    #expect(try await save("Theirs", as: other, at: "/views/\(id)").status == 404)
    let refused = try await other.post(shop.path("/views/\(id)/removal"), ["csrf": try await csrf(other)])
    #expect(refused.status == 404)
    #expect(try await save("Renamed", "tag=vip", at: "/views/\(id)").status == 303)
    #expect(try await tabs(visitor).last == "Renamed")
  }

  @Test func `brings a deleted one back`() async throws {
    let saved = try await save("A & ü", "tag=a%26b", shared: true)
    let id = saved.location?.split(separator: "=").last.map(String.init) ?? ""
    let token = try await csrf(visitor)
    let deleted = try await visitor.post(shop.path("/views/\(id)/removal"), ["csrf": token])
    let list = try await visitor.get(deleted.location ?? "")
    #expect(!list.text.contains(">A &amp; ü</a>"))
    let undo = try #require(list.markup.all("form").first { $0["action"]?.contains("/views?") == true })
    let undone = try await visitor.post(
      (undo["action"] ?? "").replacing("&amp;", with: "&"), ["csrf": token])
    #expect(undone.status == 303)
    #expect(try await tabs(visitor).last?.replacing("&amp;", with: "&") == "A & ü")
    #expect(undone.location?.contains("tag=a%26b") == true)
  }

  @Test func `keeps the columns that somebody has chosen`() async throws {
    let token = try await csrf(visitor)
    let answer = try await visitor.post(
      shop.path("/columns"), ["csrf": token, "list": "customers", "column": "net", "query": "tag=vip"])
    #expect(answer.location == shop.path("/customers?cols=net&tag=vip"))
    let page = try await visitor.get(shop.path("/customers"))
    #expect(page.markup.all("th").map(\.text.trimmed).filter { !$0.isEmpty } == ["Net sales"])
    let file = try await visitor.postConfirmed(shop.path("/customers.csv"))
    #expect(file.text == "\u{FEFF}net\r\n0.00\r\n")
    let all = try await visitor.postConfirmed(shop.path("/customers.csv?columns=all"))
    #expect(all.text.hasPrefix("\u{FEFF}name,email,phone"))
    let none = try await visitor.post(shop.path("/columns"), ["csrf": token, "list": "customers"])
    #expect(none.status == 422)
  }
}

extension String {
  fileprivate var trimmed: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
