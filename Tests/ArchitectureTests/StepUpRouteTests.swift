import Basics
import Database
import HTTP
import Identity
import Tenancy
import TestKit
import Testing
import Web

/// Every route that carries out a dangerous action, and every way around its question that we could think of, each beside
/// the same with a right proof.
@Suite struct `Every dangerous action` {
  let site: TestSite
  let mine: FilledShop.Filled
  let theirs: FilledShop.Filled

  init() async throws {
    site = try await TestSite.shared()
    mine = try await FilledShop.make()
    theirs = try await FilledShop.make()
    try await Identity.addMember(mine.shop.owner.id, as: .owner, to: theirs.id, in: site.databases.global)
  }

  /// Those that ask somebody who has just signed in: of one's own account a sign-in is proof enough for a while.
  private var routes: [Route] {
    site.application.router.routes.filter { route in
      guard let action = route.stepUp, !route.pattern.contains("/test/"), action.factor != .second else {
        return false
      }
      return action.freshness == .zero || isOfTenant(route)
    }
  }

  private func isOfTenant(_ route: Route) -> Bool { route.pattern.hasPrefix("/t/:slug") }

  private func path(_ route: Route, in shop: FilledShop.Filled) -> String {
    `Routes of two shops`.path(route, in: shop, slug: shop)
  }

  /// What makes a form dangerous where it may also do something else; such a route has to be given its fields here.
  private func fields(_ route: Route) -> [String: String] {
    switch route.pattern {
    case "/t/:slug/settings":
      [
        "name": "Tantkotha", "language": "en", "digits": "latin", "week_start": "0", "zone": "Asia/Kathmandu",
      ]
    default: ["note": "a & b"]
    }
  }

  /// Somebody before the page that asks, with what they would send.
  private struct Asked {
    let visitor: Visitor
    let target: String
    let values: [String: String]

    var withProof: [String: String] { values.merging(["step-up-password": TestAccount.password]) { $1 } }
    var ticket: String { values["step-up-ticket"] ?? "" }

    func sending(_ changes: [String: String?]) async throws -> FetchedPage {
      var all = withProof
      for (name, value) in changes { all[name] = value }
      return try await visitor.post(target, all)
    }
  }

  private func ask(
    _ route: Route, in shop: FilledShop.Filled? = nil, by visitor: Visitor? = nil, query: String = ""
  )
    async throws -> Asked
  {
    let visitor = if let visitor { visitor } else { try await mine.shop.visitor() }
    let target = path(route, in: shop ?? mine) + query
    let page = try await visitor.post(
      target, fields(route).merging(["csrf": visitor.formToken()]) { $1 })
    #expect(page.status == 403 && page.asksForProof, "\(route.pattern) does not ask: \(page.status)")
    return Asked(visitor: visitor, target: target, values: try page.form(target).values)
  }

  @Test func `asks, is done with a right proof, and once`() async throws {
    #expect(routes.count >= 8)
    for route in routes {
      let asked = try await ask(route)
      let done = try await asked.sending([:])
      #expect(!done.asksForProof && done.status != 403, "\(route.pattern): \(done.status)")
      // What was removed by it is not there any more.
      let again = try await asked.sending([:]).status
      #expect(again == 409 || again == 404, "\(route.pattern) is done again: \(again)")
    }
  }

  @Test func `is not done without a ticket, or with one that was changed`() async throws {
    for route in routes {
      let asked = try await ask(route)
      let changed = (asked.ticket.hasPrefix("A") ? "B" : "A") + asked.ticket.dropFirst()
      for ticket in [nil, "", "x", changed, String(asked.ticket.dropLast(4))] {
        #expect(try await asked.sending(["step-up-ticket": ticket]).asksForProof, "\(route.pattern)")
      }
    }
  }

  @Test func `is not done with the ticket of another action, object or business`() async throws {
    for route in routes {
      let asked = try await ask(route)
      for other in routes where other.stepUp != route.stepUp {
        let ticket = try await ask(other, by: asked.visitor).ticket
        #expect(
          try await asked.sending(["step-up-ticket": ticket]).asksForProof,
          "\(route.pattern), \(other.pattern)")
      }
      let object = try await ask(route, by: asked.visitor, query: "?id=another").ticket
      #expect(try await asked.sending(["step-up-ticket": object]).asksForProof, "\(route.pattern)")
      guard isOfTenant(route) else { continue }
      let business = try await ask(route, in: theirs, by: asked.visitor).ticket
      #expect(try await asked.sending(["step-up-ticket": business]).asksForProof, "\(route.pattern)")
    }
  }

  @Test func `is not done with the ticket of another session of the same person`() async throws {
    let (here, there) = (try await mine.shop.visitor(), try await mine.shop.visitor())
    for route in routes {
      let (asked, elsewhere) = (try await ask(route, by: here), try await ask(route, by: there))
      #expect(try await asked.sending(["step-up-ticket": elsewhere.ticket]).asksForProof, "\(route.pattern)")
    }
  }

  @Test func `is not done with other fields than those that were asked for`() async throws {
    for route in routes {
      let asked = try await ask(route)
      #expect(try await asked.sending(["extra": "1"]).asksForProof, "\(route.pattern) with one more")
      for name in fields(route).keys {
        for other in ["changed", nil] {
          let answer = try await asked.sending([name: other])
          // Some are no longer a whole form, and shown as such.
          #expect(answer.asksForProof || answer.status == 422, "\(route.pattern), \(name): \(answer.status)")
        }
      }
    }
  }

  @Test func `is not done by another method or another kind of body`() async throws {
    for route in routes {
      let asked = try await ask(route)
      let body = asked.withProof.map { "\($0.key)=\(SignInPath.encoded($0.value))" }.joined(separator: "&")
      for method in ["GET", "HEAD", "PUT", "DELETE"] {
        let answer = try await asked.visitor.send(method, "\(asked.target)?\(body)")
        #expect([200, 303, 405].contains(answer.status), "\(method) \(route.pattern): \(answer.status)")
      }
      let json = "{" + asked.withProof.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",") + "}"
      for type in ["application/json", "text/plain", "multipart/form-data; boundary=x"] {
        let answer = try await asked.visitor.send(
          "POST", asked.target,
          [
            "Sec-Fetch-Site": "same-origin", "Content-Type": type, "X-CSRF-Token": asked.values["csrf"] ?? "",
          ], body: json)
        #expect(
          [400, 403, 415, 422].contains(answer.status), "\(type) to \(route.pattern): \(answer.status)")
      }
      // None of these was taken for it: the ticket is still there to be used.
      #expect(try await asked.sending([:]).status != 409, "\(route.pattern)")
    }
  }

  @Test func `is not done with another person's proof`() async throws {
    for route in routes {
      let asked = try await ask(route)
      #expect(
        try await asked.sending(["step-up-password": "another one's password"]).status == 422,
        "\(route.pattern)")
      #expect(try await asked.sending(["step-up-password": nil]).asksForProof, "\(route.pattern)")
    }
  }

  @Test func `is a form that a page of another origin cannot send`() async throws {
    let visitor = try await mine.shop.visitor()
    let csrf = try await visitor.formToken()
    let slug = mine.shop.tenant.slug
    for route in site.application.router.routes where route.method == .post {
      for headers in [
        ["Sec-Fetch-Site": "same-site", "Origin": "http://\(slug).localhost:8080"],
        ["Origin": "http://\(slug).localhost:8080"], ["Origin": "http://files.localhost:8080"],
        ["Sec-Fetch-Site": "cross-site"], ["Origin": "null"], [:],
      ] {
        let answer = try await visitor.send("POST", path(route, in: mine), headers, body: "csrf=\(csrf)")
        #expect([403, 404].contains(answer.status), "\(route.pattern) \(headers): \(answer.status)")
      }
    }
    #expect(try await visitor.get("/account").status == 200, "nobody was signed out")
  }

  @Test func `is asked by a form, never by a link`() {
    for route in site.application.router.routes where route.stepUp != nil {
      #expect(route.method == .post, "\(route.pattern)")
      #expect(route.body == .form, "\(route.pattern)")
    }
  }

  /// A link can be planted, fetched ahead and kept in a history; a file of people's data is taken on purpose.
  @Test func `is every file that leaves a business, but for the examples`() {
    let files = site.application.router.routes.filter { route in
      let last = route.segments.last ?? ""
      return isOfTenant(route) && (last.contains(".") || last == "export") && last != "example.csv"
    }
    #expect(files.count >= 9)
    for route in files {
      #expect(route.method == .post && route.stepUp != nil, "\(route.method) \(route.pattern)")
    }
  }

  @Test func `is declared by its feature`() {
    let declared = site.application.site.dangerousActions
    #expect(Set(declared.map(\.name)).count == declared.count)
    for route in site.application.router.routes where !route.pattern.contains("/test/") {
      if let action = route.stepUp { #expect(declared.contains(action), "\(action.name)") }
    }
  }
}
