import Basics
import Database
import Identity
import Mail
import TestKit
import Web

/// What the tests of this target do again and again.
extension Shop {
  func members() async throws -> [PersonID: Role] {
    var search = MemberSearch()
    search.limit = 1000
    return Dictionary(
      uniqueKeysWithValues: try await Member.search(search, in: db).map { ($0.person, $0.role) })
  }

  /// What the log says, oldest first: the action and the thing it was done to.
  func log() async throws -> [String] {
    try await db.all(
      """
      select a.action || ' ' || p.label from audit a join audit_payloads p on p.tenant_id = a.tenant_id and p.audit_id = a.id
       where a.tenant_id = \(db.tenant) and a.action <> 'session.entered' order by a.occurred_at, a.id
      """,
      as: String.self)
  }

  /// The payloads of an action.
  func payloads(of action: String) async throws -> [String] {
    try await db.all(
      """
      select '{"after":' || p.after || ',"before":' || p.before || '}' from audit a join audit_payloads p on p.tenant_id = a.tenant_id and p.audit_id = a.id
       where a.tenant_id = \(db.tenant) and a.action = \(action) order by a.occurred_at, a.id
      """, as: String.self)
  }

  /// The link of the newest invitation to an address.
  func link(to email: String) async throws -> String {
    let mails = try await Outbox(of: db.tenant).all(to: email)
    guard let path = mails.first?.path else { throw TestKitError("no invitation to \(email)") }
    return path
  }

  func invitations() async throws -> [String] {
    try await db.all(
      "select email_key || ' ' || role from invitations where tenant_id = \(db.tenant) order by created_at, id",
      as: String.self)
  }
}

extension Visitor {
  /// Sends a form as it stands on its page but for some values, and proves who is sitting there where that is asked.
  func press(_ form: PageForm, _ changes: [String: String] = [:]) async throws -> FetchedPage {
    try await proving(submit(form, changes))
  }

  /// Sends a form of a page with fields that may be there several times.
  func send(_ path: String, from page: String, _ fields: [(String, String)]) async throws -> FetchedPage {
    let fetched = try await get(page)
    let csrf = fetched.markup.elements.first { $0["name"] == "csrf" }?["value"] ?? ""
    return try await proving(send(path, [("csrf", csrf)] + fields))
  }

  private func send(_ path: String, _ fields: [(String, String)]) async throws -> FetchedPage {
    let body = fields.map { "\($0)=\(SignInPath.encoded($1))" }.joined(separator: "&")
    return try await send("POST", path, ["Sec-Fetch-Site": "same-origin"], body: body)
  }

  /// Answers the page that asks who is sitting there, if that is what came.
  private func proving(_ page: FetchedPage) async throws -> FetchedPage {
    let forms = page.markup.all("form").map { ($0["action"] ?? "", page.markup.within($0)) }
    guard let (path, inputs) = forms.first(where: { $0.1.contains { $0["name"] == "step-up-ticket" } }) else {
      return page
    }
    let hidden = inputs.compactMap { input in
      input["type"] == "hidden" ? input["name"].map { ($0, input["value"] ?? "") } : nil
    }
    return try await send(path, hidden + [("step-up-password", TestAccount.password)])
  }

  /// Through the form of the page of invitations.
  func invite(_ emails: String, as role: String, in shop: Shop, message: String = "") async throws
    -> FetchedPage
  {
    let page = try await get(shop.path("/invitations"))
    return try await press(
      page.form(shop.path("/invitations")), ["emails": emails, "role": role, "message": message])
  }
}

extension FetchedPage {
  /// Where the first button leads that sends its form elsewhere.
  func button(_ ending: String) -> String? {
    markup.all("button").compactMap { $0["formaction"] }.first {
      $0.hasSuffix(ending) && $0.split(separator: "/").count > 4
    }
  }
}
