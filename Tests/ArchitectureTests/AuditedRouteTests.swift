import Audit
import Basics
import Database
import Foundation
import HTTP
import TestKit
import Testing
import Web

/// Whatever is changed or taken away in a business leaves an entry: each form of the route table is sent, and the log asked.
@Suite struct `Every form of a business` {
  let site: TestSite
  let filled: FilledShop.Filled

  init() async throws {
    site = try await TestSite.shared()
    filled = try await FilledShop.make()
  }

  /// Those that need no entry.
  private let reasons = [
    "/views": "how somebody looks at a list is nobody else's business",
    "/columns": "how somebody looks at a list is nobody else's business",
    "/imports/:id/mapping": "a draft that nothing has come of yet",
    "/mails/:id/sending": "the same mail once more",
    "/leave": "the only owner cannot; others are tried with the members' own tests",
    "/test/": "of the tests",
  ]

  /// What a form needs to do something, where that is more than its token; a new route may have to be given it here.
  private func fields(_ route: Route) -> [String: String] {
    switch route.pattern {
    case "/t/:slug/settings":
      ["name": "Renamed", "language": "bn", "digits": "bengali", "week_start": "6", "zone": "Europe/London"]
    case "/t/:slug/members/role": ["member": filled.member, "role": "analyst"]
    case "/t/:slug/members/removal": ["member": filled.member]
    case "/t/:slug/invitations": ["emails": "another@example.com", "role": "agent"]
    case "/t/:slug/invitations/resend", "/t/:slug/invitations/revocation": ["invitation": filled.invitation]
    case "/t/:slug/roles": ["name": "Reader", "permission": "orders.view"]
    case "/t/:slug/roles/:id": ["name": "Renamed", "permission": "orders.view"]
    case "/t/:slug/security": ["idle": "30", "longest": "8"]
    default: [:]
    }
  }

  /// In which state an import has to be for it, by the last word of the route.
  private let states = [
    "run": "draft", "removal": "draft", "pause": "running", "resume": "paused", "cancel": "paused",
    "undo": "finished",
  ]

  private var routes: [Route] {
    site.application.router.routes.filter { $0.pattern.hasPrefix("/t/:slug") && $0.method == .post }
  }

  private func needsNoEntry(_ route: Route) -> Bool { reasons.keys.contains { route.pattern.contains($0) } }

  private func actions() async throws -> [String] {
    try await filled.shop.db.all(
      "select action from audit where tenant_id = \(filled.id) order by id", as: String.self)
  }

  private func send(_ route: Route, _ visitor: Visitor) async throws -> FetchedPage {
    let path = `Routes of two shops`.path(route, in: filled, slug: filled)
    if case .upload = route.body {
      let lines = Array("InvoiceNo,StockCode\n1,A\n".utf8)
      return try await visitor.upload(
        path, ["csrf": visitor.formToken()], file: "file", named: "orders.csv", lines)
    }
    return try await visitor.postConfirmed(path, fields(route))
  }

  private func prepare(_ route: Route) async throws {
    let (db, pattern) = (filled.shop.db, route.pattern)
    if pattern.hasSuffix("/sample") {
      try await db.run("delete from sample_shops where tenant_id = \(db.tenant)")
    }
    if pattern.contains("/invitations/") {
      try await db.run(
        "update invitations set revoked_at = null where tenant_id = \(db.tenant) and id = \(RecordID<Shop>(filled.invitation))"
      )
    }
    guard pattern.contains("/imports/:id"), let state = route.segments.last.flatMap({ states[String($0)] })
    else { return }
    let id = filled.imports["\(route.segments[2])"].flatMap { RecordID<Shop>($0) }
    try await db.run(
      """
      update imports set state = case when id = \(id) then \(state) else 'undone' end where tenant_id = \(db.tenant)
      """)
  }

  @Test func `leaves an entry of an action that is declared, or has a reason not to`() async throws {
    let visitor = try await filled.shop.visitor()
    let declared = Set(site.application.site.auditedActions.map(\.name))
    #expect(routes.count > 20)
    // The handlers of imports are the same for every kind, and only that of orders has columns that are ready.
    for route in routes where !needsNoEntry(route) && !route.pattern.contains("/imports/:id/run") {
      try await prepare(route)
      let before = try await actions()
      let answer = try await send(route, visitor)
      let new = Array(try await actions().dropFirst(before.count))
      #expect(
        !new.isEmpty,
        "POST \(route.pattern) recorded nothing (\(answer.status)): have it recorded, or give a reason")
      for action in new {
        #expect(declared.contains(action), "\(action) is declared by no feature (auditedActions)")
      }
    }
  }

  @Test func `has a title and a sentence for what it records`() throws {
    let declared = Set(site.application.site.auditedActions.map(\.name))
    let wanted = try Regex(#"AuditEntry\(\s*"([a-z-]+\.[a-z-]+)""#, as: (Substring, Substring).self)
    var found: Set<String> = []
    for file in SourceTree.swift {
      for match in file.text.matches(of: wanted) {
        let action = String(match.output.1)
        found.insert(action)
        #expect(
          declared.contains(action), "\(file.path): \(action) is declared by no feature (auditedActions)")
      }
    }
    #expect(found.contains("settings.change") && found.count > 5)
    #expect(declared.count == site.application.site.auditedActions.count, "an action is declared twice")
  }

  /// Those of accounts are made by names of their own: `.account("renamed", …)`, and `tell(…, as: "app-added", …)`.
  @Test func `has a sentence for what is recorded of accounts`() throws {
    let declared = Set(site.application.site.auditedActions.map(\.name))
    let wanted = try Regex(
      #"(?:\.account\(|\bas:)\s*"([a-z]+(?:-[a-z]+)*)""#, as: (Substring, Substring).self)
    var found: Set<String> = []
    for file in SourceTree.swift where file.path.contains("Features/Identity") {
      for match in file.text.matches(of: wanted) { found.insert("account.\(match.output.1)") }
    }
    #expect(found.subtracting(declared) == [], "declared by no feature (auditedActions)")
    let ofAccounts = declared.filter { $0.hasPrefix("account.") }
    // Recorded by Web, which names it whole.
    #expect(ofAccounts.subtracting(found) == ["account.proof-failed"], "declared, and recorded nowhere")
  }

  @Test func `has reasons that are still needed`() {
    for part in reasons.keys {
      #expect(routes.contains { $0.pattern.contains(part) }, "no route has \(part) any more")
    }
  }
}
