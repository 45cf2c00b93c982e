import App
import Basics
import Foundation
import HTTP
import Identity
import Tenancy
import TestKit
import Testing
import Web

/// Who may use which route: the table in the repository, and every route asked by everybody.
@Suite struct `Roles and routes` {
  @Test func `are what the committed table says`() throws {
    let file = SourceTree.root.appendingPathComponent("Tests/ArchitectureTests/RoleMatrix.txt")
    let committed = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    let actual = RoleMatrix.text.split(separator: "\n").map(String.init)
    for line in actual where !committed.contains(line) { Issue.record("new: \(line)") }
    for line in committed where !actual.contains(line) { Issue.record("gone: \(line)") }
    // Run `make roles`, and look at what has changed.
  }

  @Test func `go together as each route declares it, whoever asks`() async throws {
    let filled = try await FilledShop.make()
    let shop = filled.shop
    // A form with a wrong token is told something else.
    let forbidden = "Ask the owner of the business"
    for (name, role) in try await actors(in: shop) {
      let visitor = try await shop.visitor(as: role)
      let csrf = try await visitor.get("/account").form("/account/name").values["csrf"] ?? ""
      for route in shop.site.application.router.routes {
        guard case .tenant(let audience, _) = route.action, !route.pattern.contains("/leave") else {
          continue
        }
        let path = `Routes of two shops`.path(route, in: filled, slug: filled)
        let may = audience.admits(role)
        // Who may is asked with a token that is none of theirs, so that nothing is done; who may not, with a good one.
        let answer =
          route.method == .get
          ? try await visitor.get(path) : try await visitor.post(path, ["csrf": may ? "not this one" : csrf])
        // From the first page, everybody is led to one that they may see.
        let isLedOn = route.pattern == "/t/:slug" && answer.location?.hasPrefix("\(path)/") == true
        let isForbidden = answer.status == 403 && answer.words.contains(forbidden) || isLedOn
        #expect(isForbidden == !may, "\(name): \(route.method) \(route.pattern): \(answer.status)")
        if may, route.method == .get { #expect(answer.status == 200, "\(name): \(path): \(answer.status)") }
        if may, route.method == .post {
          #expect([400, 403, 422].contains(answer.status), "\(name): \(path): \(answer.status)")
        }
      }
    }
  }

  @Test func `are nobody else's`() async throws {
    let filled = try await FilledShop.make()
    let shop = filled.shop
    let neighbour = try await Shop().visitor()
    let stranger = try await Visitor()
    let csrf = try await neighbour.get("/account").form("/account/name").values["csrf"] ?? ""
    for route in shop.site.application.router.routes {
      guard case .tenant = route.action else { continue }
      let path = `Routes of two shops`.path(route, in: filled, slug: filled)
      let isGet = route.method == .get
      let theirs = isGet ? try await neighbour.get(path) : try await neighbour.post(path, ["csrf": csrf])
      #expect(theirs.status == 404, "a neighbour: \(route.method) \(route.pattern)")
      let nobodys = isGet ? try await stranger.get(path) : try await stranger.post(path, [:])
      #expect(nobodys.status == 303, "a stranger: \(route.method) \(route.pattern)")
      #expect(nobodys.location?.hasPrefix("/sign-in") == true)
    }
  }

  @Test func `outside of a business are closed to who has not signed in, where they say so`() async throws {
    let visitor = try await Visitor()
    for route in try await TestSite.shared().application.router.routes {
      guard case .open(.signedIn, _) = route.action else { continue }
      let path = route.pattern.replacing(/:\w+/, with: "x")
      let answer = route.method == .get ? try await visitor.get(path) : try await visitor.post(path, [:])
      #expect(
        answer.status == 303 && answer.location?.hasPrefix("/sign-in") == true, "\(route.method) \(path)")
    }
  }

  /// Every ready role, a role of one's own with nothing, and one with each permission alone.
  private func actors(in shop: Shop) async throws -> [(String, Role)] {
    var actors = ReadyRole.allCases.map { ($0.rawValue, Role.ready($0)) }
    actors.append(("nothing", try await shop.role("Nothing", [])))
    for permission in Features.permissions {
      actors.append(
        ("only \(permission.name)", try await shop.role("Only \(permission.name)", [permission.name])))
    }
    return actors
  }
}
