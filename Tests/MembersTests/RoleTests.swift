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

@Suite struct `Roles of a business` {
  let shop: Shop
  let owner: Visitor
  var roles: String { shop.path("/roles") }

  init() async throws {
    shop = try await Shop()
    owner = try await shop.visitor()
  }

  private func make(_ name: String, like model: String = "") async throws -> FetchedPage {
    let form = try await owner.get(roles).form(roles)
    return try await owner.press(form, ["name": name, "model": model])
  }

  private func permissions(_ name: String) async throws -> Set<String>? {
    try await CustomRole.all(in: shop.db).first { $0.name == name }?.permissions
  }

  @Test func `are shown with every permission of each`() async throws {
    _ = try await shop.role("Packer", ["orders.view"])
    let page = try await owner.get(roles)
    #expect(page.status == 200)
    let rows = page.markup.all("tr")
    for permission in Features.permissions {
      let title = shop.tenant.locale.text(permission.title)
      let row = try #require(
        rows.first { row in page.markup.within(row).contains { $0.name == "th" && $0.text.contains(title) } })
      let cells = page.markup.within(row).filter { $0.name == "td" }.map { cell in
        page.markup.within(cell).contains { $0.name == "span" && $0.text == "Yes" }
      }
      let wanted = Role.ready.map { $0.holds(permission) } + [permission.name == "orders.view"]
      #expect(cells == wanted, "\(permission.name)")
    }
  }

  @Test func `are made, also as a copy of another one`() async throws {
    #expect(try await make("Empty").status == 303)
    #expect(try await permissions("Empty") == [])
    let copy = try await make("Second analyst", like: "analyst")
    let page = try await owner.follow(copy)
    #expect(page.path.hasPrefix(roles) && page.words.contains("Second analyst"))
    #expect(try await permissions("Second analyst")?.contains("orders.view") == true)
    #expect(try await shop.log() == ["roles.created Empty", "roles.created Second analyst"])
  }

  @Test func `have names of their own`() async throws {
    #expect(try await make("Packer").status == 303)
    for name in ["packer", " PACKER ", "", "Owner", "admin", String(repeating: "x", count: 61)] {
      #expect(try await make(name).status == 422, "\(name)")
    }
    // Another business may use the same name.
    let other = try await Shop()
    _ = try await other.role("Packer", [])
    let page = try await owner.follow(make("Night shift"))
    #expect(try await owner.press(page.form(page.path), ["name": "PACKER"]).status == 422)
  }

  @Test func `are changed, which live sessions feel at once`() async throws {
    let role = try await shop.role("Packer", ["orders.view", "insights.view"])
    let visitor = try await shop.visitor(as: role)
    #expect(try await visitor.get(shop.path("/orders")).status == 200)
    #expect(try await visitor.get(shop.path("/products")).status == 403)
    let changed = try await owner.send(
      "\(roles)/\(role.reference)", from: "\(roles)/\(role.reference)",
      [("name", "Shelves"), ("permission", "products.view"), ("permission", "no.such")])
    #expect(changed.status == 303)
    #expect(try await permissions("Shelves") == ["products.view"])
    #expect(try await visitor.get(shop.path("/orders")).status == 403)
    #expect(try await visitor.get(shop.path("/products")).status == 200)
    let first = try await visitor.get(shop.path(""))
    #expect(first.location == shop.path("/products"))
    #expect(
      try await !visitor.get(shop.path("/products")).text.contains(
        #"role="search" action="\#(shop.path("/search"))"#))
    #expect(
      try await shop.payloads(of: "roles.changed") == [
        #"{"after":{"name":"Shelves","permissions":"products.view"},"before":{"name":"Packer","permissions":"insights.view orders.view"}}"#
      ])
  }

  @Test func `are not deleted while somebody holds them, unless they get another one`() async throws {
    let role = try await shop.role("Packer", ["orders.view"])
    let account = try await shop.member(as: role)
    let page = "\(roles)/\(role.reference)"
    #expect(try await owner.send("\(page)/removal", from: page, []).status == 422)
    #expect(try await owner.send("\(page)/removal", from: page, [("to", role.reference)]).status == 422)
    #expect(try await permissions("Packer") != nil)
    #expect(try await owner.send("\(page)/removal", from: page, [("to", "seller")]).status == 303)
    #expect(try await shop.members()[account.id] == .seller)
    #expect(try await owner.get(page).status == 404)
    #expect(
      // Both of one moment.
      try await shop.log().map { $0.split(separator: " ")[0] }.sorted() == [
        "members.role-changed", "roles.deleted",
      ]
    )
  }

  @Test func `that are ready stay as they are`() async throws {
    for role in ReadyRole.allCases {
      let page = "\(roles)/\(role.rawValue)"
      #expect(try await owner.get(page).status == 200)
      #expect(try await owner.send(page, from: roles, [("name", "Mine")]).status == 409)
      #expect(try await owner.send("\(page)/removal", from: roles, []).status == 409)
    }
  }

  @Test func `have a title for every group of permissions`() {
    for group in PermissionGroup.all(of: Features.permissions) {
      #expect(group.title != Message(verbatim: "\(group.permissions[0].name.prefix { $0 != "." })"))
    }
  }
}
