import Basics
import Crypto
import Database
import HTTP
import Tenancy
import TestKit
import Testing
import WebAuthn

@testable import Identity
@testable import Web

@Suite struct `A dangerous action` {
  let shop: Shop
  let owner: Visitor

  init() async throws {
    shop = try await Shop(name: "Tantkotha")
    owner = try await shop.visitor()
  }

  private func ask(
    _ path: String = "/test/each-time", _ values: [String: String] = ["amount": "12"],
    by visitor: Visitor? = nil
  ) async throws -> FetchedPage {
    let visitor = visitor ?? owner
    return try await visitor.post(shop.path(path), values.merging(["csrf": visitor.formToken()]) { $1 })
  }

  @Test func `says what it would do, and does nothing yet`() async throws {
    let page = try await ask()
    #expect(page.status == 403)
    #expect(page.asksForProof)
    #expect(page.words.contains("Blow it up"))
    #expect(page.words.contains("Tantkotha"))
    #expect(page.value("amount") == "12")
    #expect(!page.words.contains("amount"))
  }

  @Test func `is done with the password, with the fields of its own form only`() async throws {
    let done = try await owner.confirm(ask("/test/each-time", ["amount": "12", "note": "a\nb & <c>"]))
    #expect(done.status == 200)
    #expect(done.text == "amount=12&note=a\nb & <c>")
  }

  @Test func `keeps a password among its fields out of the page`() async throws {
    let page = try await ask("/test/each-time", ["new-password": "a kite in the rain", "amount": "12"])
    #expect(!page.text.contains("a kite in the rain"))
    #expect(try await owner.confirm(page).text == "amount=12&new-password=a kite in the rain")
  }

  @Test func `is asked with its query`() async throws {
    let page = try await ask("/test/each-time?from=2026&q=a%20b")
    #expect(try await owner.confirm(page).status == 200)
  }

  @Test func `is done once for each time that it is confirmed`() async throws {
    let page = try await ask()
    #expect(try await owner.confirm(page).status == 200)
    let again = try await owner.confirm(page)
    #expect(again.status == 409)
    #expect(again.words.contains("done already"))
  }

  @Test func `is done once by eight requests at the same time`() async throws {
    let (page, visitor) = (try await ask(), owner)
    let form = try page.form(page.path)
    // Each as the browser stands now: the first one changes its cookie.
    let cookie = visitor.cookies.header ?? ""
    let body = form.values.merging(["step-up-password": TestAccount.password]) { $1 }
      .map { "\($0.key)=\(SignInPath.encoded($0.value))" }.joined(separator: "&")
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try await visitor.send(
            "POST", page.path, ["Sec-Fetch-Site": "same-origin", "Cookie": cookie], body: body
          ).status
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses.count { $0 == 200 } == 1)
    // Whoever came after the change of the token has no session; the others are told that it is done, or to wait.
    #expect(statuses.allSatisfy { [200, 303, 409, 429].contains($0) }, "\(statuses)")
  }

  @Test func `keeps everything when the password is wrong, and is done with the right one then`() async throws
  {
    let page = try await ask("/test/each-time", ["amount": "12", "new-password": "a kite in the rain"])
    let wrong = try await owner.confirm(page, password: "not the password")
    #expect(wrong.status == 422)
    #expect(wrong.problem("step-up-password") == "That is not the password of \(shop.owner.email).")
    #expect(wrong.value("amount") == "12")
    let empty = try await owner.confirm(wrong, password: "")
    #expect(empty.status == 422)
    #expect(try await owner.confirm(empty).text == "amount=12&new-password=a kite in the rain")
    // The page before is of no more use than the one that was sent.
    #expect(try await owner.confirm(page).status == 409)
  }

  @Test func `slows guessing in a session that was taken, and not its owner elsewhere`() async throws {
    let elsewhere = try await Visitor()
    try await elsewhere.signIn(shop.owner)
    let page = try await ask()
    for _ in 0..<5 { #expect(try await owner.confirm(page, password: "a guess at it").status == 422) }
    let stopped = try await owner.confirm(page)
    #expect(stopped.status == 429)
    #expect(stopped.notices.first?.hasPrefix("Too many tries.") == true)
    #expect(try await elsewhere.confirm(ask(by: elsewhere)).status == 200)
  }

  @Test func `is not confirmed by another person's password`() async throws {
    let page = try await ask()
    let email = try #require(EmailAddress("agent-\(Shop.mark())@example.com"))
    _ = try await Identity.createAccount(
      email: email, password: "another person's own words", in: shop.site.databases.global)
    #expect(try await owner.confirm(page, password: "another person's own words").status == 422)
  }

  @Test func `changes the session's token, so that one stolen before opens nothing`() async throws {
    let stolen = try #require(owner.cookies["__Host-haat"])
    let form = try await owner.get("/account").form("/account/name")
    _ = try await owner.confirm(ask())
    #expect(owner.cookies["__Host-haat"] != stolen)
    #expect(try await owner.submit(form, ["name": "Asha"]).status == 303, "open forms go on")
    let thief = try await Visitor()
    thief.cookies["__Host-haat"] = stolen
    #expect(try await thief.get("/account").status == 303)
  }

  @Test func `counts for a while, where it says so, in its own business and session`() async throws {
    #expect(try await owner.confirm(ask("/test/now-and-then")).status == 200)
    #expect(try await ask("/test/now-and-then").status == 200)
    // Not for what asks each time,
    #expect(try await ask("/test/each-time").status == 403)
    // nor in another business,
    let other = try await Shop()
    try await Identity.addMember(
      shop.owner.id, as: .owner, to: other.tenant.id, in: shop.site.databases.global)
    let csrf = try await owner.formToken()
    #expect(try await owner.post(other.path("/test/now-and-then"), ["csrf": csrf]).status == 403)
    // nor in another session.
    let elsewhere = try await Visitor()
    try await elsewhere.signIn(shop.owner)
    #expect(try await ask("/test/now-and-then", by: elsewhere).status == 403)
  }

  @Test func `asks again when the proof has grown old`() async throws {
    _ = try await owner.confirm(ask("/test/now-and-then"))
    try await age(by: 290)
    #expect(try await ask("/test/now-and-then").status == 200)
    try await age(by: 15)
    #expect(try await ask("/test/now-and-then").status == 403)
  }

  @Test func `of one's own account needs no proof just after the sign-in, which is none for a business`()
    async throws
  {
    let csrf = try await owner.formToken()
    #expect(try await owner.post("/test/own", ["csrf": csrf, "a": "1"]).text == "a=1")
    #expect(try await ask("/test/now-and-then").status == 403)
    let session = try await session()
    let site = shop.site.application.site
    let prover = StoredProofs(
      site.databases, codes: FactorCheck(site),
      passkeys: PasskeyCheck(at: RelyingParty(site.origins.application)))
    let (before, after) = (session.startedAt - .seconds(1), session.startedAt + .seconds(1))
    #expect(try await prover.proofs(of: session, in: .platform, since: before) == [.password])
    #expect(try await prover.proofs(of: session, in: .platform, since: after) == [])
    #expect(try await prover.proofs(of: session, in: shop.tenant.id, since: before) == [])
  }

  @Test func `forgets its proofs with the session`() async throws {
    _ = try await owner.confirm(ask())
    let id = try await session().id
    #expect(try await count(id) == 1)
    _ = try await owner.post("/sign-out", ["csrf": owner.formToken()])
    #expect(try await count(id) == 0)
  }

  @Test func `that needs a second factor is refused to who has none, whatever is sent`() async throws {
    let page = try await ask("/test/second")
    #expect(page.status == 403)
    #expect(page.words.contains("This needs a second factor"))
    #expect(page.value("step-up-password") == nil)
    #expect(try await owner.confirm(page).status == 422)
    #expect(try await owner.confirm(ask("/test/each-time")).status == 200)
    #expect(try await ask("/test/second").status == 403)
  }

  @Test func `is refused to a program in words for a program`() async throws {
    let csrf = try await owner.formToken()
    let answer = try await owner.send(
      "POST", shop.path("/test/each-time"),
      ["Sec-Fetch-Site": "same-origin", "Accept": "application/json"], body: "csrf=\(csrf)")
    #expect(answer.status == 403)
    #expect(answer.headers.first("Content-Type") == "application/problem+json")
    #expect(answer.text.contains(#""action":"test.each-time","proofs":["password"]"#))
  }

  @Test(arguments: ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
  func `leads back to a page of ours only`(back: String) async throws {
    let page = try await ask("/test/each-time", ["step-up-back": back])
    #expect(!page.text.contains("evil.example"))
    #expect(!page.text.contains("javascript:"))
    let csrf = try await owner.formToken()
    let referred = try await owner.send(
      "POST", shop.path("/test/each-time"), ["Sec-Fetch-Site": "same-origin", "Referer": back],
      body: "csrf=\(csrf)")
    #expect(referred.value("step-up-back") == shop.path(""))
  }

  @Test func `leads back to where it was asked for, also after a slip`() async throws {
    let csrf = try await owner.formToken()
    let page = try await owner.send(
      "POST", shop.path("/test/each-time"),
      ["Sec-Fetch-Site": "same-origin", "Referer": "http://localhost:8080\(shop.path("/orders"))?q=1"],
      body: "csrf=\(csrf)")
    #expect(page.value("step-up-back") == shop.path("/orders?q=1"))
    let wrong = try await owner.confirm(page, password: "not the password")
    #expect(wrong.value("step-up-back") == shop.path("/orders?q=1"))
  }

  @Test func `asks again after ten minutes, and keeps everything`() async throws {
    let page = try await ask("/test/each-time", ["amount": "12"])
    let session = try await session()
    let old = StepUpTicket(secrets: ["new-password": ["a kite"]], at: .now - .seconds(601))
    let binding = StepUpBinding(
      session: session.id, tenant: shop.tenant.id, action: .testEachTime, target: page.path,
      fields: ["amount": ["12"]])
    let box = shop.site.application.site.stepUp.box
    let late = try await owner.confirm(page, ["step-up-ticket": old.sealed(for: binding, with: box)])
    #expect(late.status == 403)
    #expect(late.notices.first?.contains("10 minutes") == true)
    #expect(try await owner.confirm(late).text == "amount=12&new-password=a kite")
  }

  /// The owner's only one.
  private func session() async throws -> Session {
    let store = StoredSessions(shop.site.databases.global)
    return try #require(try await store.session(for: owner.cookies["__Host-haat"] ?? "", at: .now))
  }

  private func count(_ session: RecordID<Session>) async throws -> Int {
    try await shop.site.databases.global.one(
      "select count(*) from session_assurances where session_id = \(session)", as: Int.self)
  }

  /// As if the owner's proofs were so much older.
  private func age(by seconds: Int) async throws {
    try await shop.site.databases.global.run(
      """
      update session_assurances set proved_at = proved_at - \(seconds) * interval '1 second'
       where session_id in (select id from sessions where person_id = \(shop.owner.id))
      """)
  }
}
