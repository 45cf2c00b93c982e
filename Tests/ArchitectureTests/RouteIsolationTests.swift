import Basics
import HTTP
import Tenancy
import TestKit
import Testing
import Web

/// Every route of a shop, asked by a member of another one, beside the same with one's own.
@Suite struct `Routes of two shops` {
  let site: TestSite
  let mine: FilledShop.Filled
  let theirs: FilledShop.Filled

  init() async throws {
    site = try await TestSite.shared()
    mine = try await FilledShop.make()
    theirs = try await FilledShop.make()
  }

  /// A value for each parameter that a route has; a new parameter has to be given one here.
  static func path(_ route: Route, in shop: FilledShop.Filled, slug: FilledShop.Filled) -> String {
    let segments = route.segments.map { segment -> String in
      switch (segment, route.pattern) {
      case (":slug", _): return slug.shop.tenant.slug.text
      case (":id", let pattern) where pattern.contains("/imports/:id"):
        return shop.imports["\(route.segments[2])"] ?? "no import"
      case (":id", let pattern) where pattern.contains("/orders/:id"): return shop.order
      case (":id", let pattern) where pattern.contains("/customers/:id"): return shop.customer
      case (":id", let pattern) where pattern.contains("/products/:id"): return shop.product
      case (":id", let pattern) where pattern.contains("/views/"): return shop.view
      case (":id", let pattern) where pattern.contains("/mails/:id"): return shop.mail
      case (":id", let pattern) where pattern.contains("/members/:id"): return shop.member
      case (":id", let pattern) where pattern.contains("/invitations/:id"): return shop.invitation
      case (":id", let pattern) where pattern.contains("/members/changes/:id"): return shop.memberChange
      case (":id", let pattern) where pattern.contains("/roles/:id"): return shop.role
      default: return segment.hasPrefix(":") ? "no-value-for-\(segment.dropFirst())" : String(segment)
      }
    }
    return "/" + segments.joined(separator: "/")
  }

  private func path(_ route: Route, in shop: FilledShop.Filled, slug: FilledShop.Filled) -> String {
    Self.path(route, in: shop, slug: slug)
  }

  private var tenantRoutes: [Route] { routes(.get) }

  private func routes(_ method: HTTPMethod) -> [Route] {
    site.application.router.routes.filter { $0.pattern.hasPrefix("/t/:slug") && $0.method == method }
  }

  @Test func `take no form of a member of the other`() async throws {
    let visitor = try await mine.shop.visitor()
    let csrf = try await visitor.get("/account").form("/account/name").values["csrf"] ?? ""
    #expect(!routes(.post).isEmpty)
    for route in routes(.post) {
      let own = try await visitor.postConfirmed(path(route, in: mine, slug: mine))
      #expect([200, 303, 422].contains(own.status), "the control \(route.pattern): \(own.status)")
      let foreignShop = try await visitor.post(path(route, in: theirs, slug: theirs), ["csrf": csrf])
      #expect(foreignShop.status == 404, "\(route.pattern) of another shop")
      guard route.segments.dropFirst(2).contains(where: { $0.hasPrefix(":") }) else { continue }
      let foreignID = try await visitor.post(path(route, in: theirs, slug: mine), ["csrf": csrf])
      #expect(foreignID.status == 404, "\(route.pattern) with another shop's id")
    }
  }

  @Test func `are not there for a member of the other`() async throws {
    let visitor = try await mine.shop.visitor()
    #expect(tenantRoutes.count >= 2)
    for route in tenantRoutes {
      let own = try await visitor.get(path(route, in: mine, slug: mine))
      #expect(own.status == 200, "the control \(route.pattern)")
      let foreignShop = try await visitor.get(path(route, in: theirs, slug: theirs))
      #expect(foreignShop.status == 404, "\(route.pattern) of another shop")
      guard route.segments.dropFirst(2).contains(where: { $0.hasPrefix(":") }) else { continue }
      let foreignID = try await visitor.get(path(route, in: theirs, slug: mine))
      #expect(foreignID.status == 404, "\(route.pattern) with another shop's id")
    }
  }

  @Test func `say the same of what is another's and of what is not`() async throws {
    let visitor = try await mine.shop.visitor()
    let theirs = try await visitor.get("/t/\(theirs.shop.tenant.slug)/orders")
    let nobody = "shop-" + String(self.theirs.shop.tenant.slug.text.dropFirst(5).reversed())
    let nobodys = try await visitor.get("/t/\(nobody)/orders")
    #expect(theirs.status == nobodys.status)
    #expect(theirs.text.count == nobodys.text.count)
  }
}
