import Audit
import Basics
import Crypto
import Database
import HTTP
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `A proof that is wrong` {
  let kit: FactorKit
  let shop: Shop
  let owner: Visitor

  init() async throws {
    kit = try await FactorKit()
    shop = try await Shop()
    owner = try await shop.visitor()
  }

  /// What the entries of an action say of their tries, the oldest first.
  private func tries(_ action: String, in db: TenantDatabase) async throws -> [String] {
    try await db.all(
      """
      select p.after::jsonb ->> 'tries' from audit a
        join audit_payloads p on p.tenant_id = \(db.tenant) and p.audit_id = a.id
        left join audit_actors w on w.tenant_id = \(db.tenant) and w.audit_id = a.id
       where a.tenant_id = \(db.tenant) and a.action = \(action)
         and (a.actor_id = \(shop.owner.id) or a.subject_id = \(shop.owner.id.description))
       order by a.id
      """, as: String.self)
  }

  private func ask() async throws -> FetchedPage {
    try await owner.post(shop.path("/test/each-time"), ["amount": "12", "csrf": owner.formToken()])
  }

  @Test func `is told in the log of the business whose action it was for`() async throws {
    let answer = try await owner.confirm(ask(), password: "not this one")
    #expect(answer.status == 422)
    #expect(try await tries("session.proof-failed", in: shop.db) == ["1"])
    let page = try await owner.get(shop.path("/audit"))
    #expect(page.words.contains("tried to confirm “Blow it up” and failed") == false)
    #expect(page.words.contains("tried to confirm “test.each-time” and failed"))
    #expect(try await tries("account.proof-failed", in: kit.platform).isEmpty)
  }

  @Test func `fills no log however often it comes, and none is forgotten`() async throws {
    let page = try await ask()
    for _ in 0..<20 { _ = try await owner.confirm(page, password: "not this one") }
    #expect(try await tries("session.proof-failed", in: shop.db) == ["1"])
  }

  @Test func `is counted to the end when a right one follows`() async throws {
    let page = try await ask()
    for _ in 0..<3 { _ = try await owner.confirm(page, password: "not this one") }
    #expect(try await owner.confirm(page).status == 200)
    #expect(try await tries("session.proof-failed", in: shop.db) == ["1", "2"])
    #expect(try await owner.confirm(ask()).status == 200)
    #expect(try await tries("session.proof-failed", in: shop.db) == ["1", "2"])
  }

  @Test func `for one's own account is told in one's own activity`() async throws {
    _ = try await kit.app(for: shop.owner.id)
    // The sign-in of just now was a password, which does not do for somebody who has an app.
    let page = try await owner.post("/test/own", ["csrf": owner.formToken()])
    _ = try await owner.submit(page.form(page.path), ["step-up-code": "000000"])
    #expect(try await tries("account.proof-failed", in: kit.platform) == ["1"])
    #expect(try await tries("session.proof-failed", in: shop.db).isEmpty)
    #expect(try await owner.get("/account/activity").words.contains("You tried to confirm"))
  }

  @Test func `behind a right password is told to the account's owner`() async throws {
    let totp = try await kit.app(for: shop.owner.id)
    let (visitor, page) = try await kit.secondStep(shop.owner)
    for _ in 0..<3 {
      _ = try await visitor.submit(page.form("/sign-in/second"), ["code": "000000"])
    }
    #expect(try await tries("account.second-factor-failed", in: kit.platform) == ["1"])
    let words = try await owner.get("/account/activity").words
    #expect(words.contains("Somebody knew the password, but showed a wrong second factor"))
    #expect(words.contains("\(visitor.address)"))
    _ = totp
  }
}

@Suite struct `Failed proofs` {
  let failures = FailedProofs(most: 4)
  let start = Instant.now

  @Test func `are told once a minute, with those in between`() {
    #expect(failures.count("a", at: start) == 1)
    #expect(failures.count("a", at: start + .seconds(1)) == nil)
    #expect(failures.count("a", at: start + .seconds(59)) == nil)
    #expect(failures.count("a", at: start + .seconds(60)) == 3)
    #expect(failures.count("a", at: start + .seconds(61)) == nil)
    #expect(failures.settle("a") == 1)
    #expect(failures.settle("a") == 0)
  }

  @Test func `of one do not count for another`() {
    #expect(failures.count("a", at: start) == 1)
    #expect(failures.count("b", at: start) == 1)
  }

  @Test func `are remembered of so many only`() {
    for key in 0..<100 { #expect(failures.count("\(key)", at: start + .seconds(key)) == 1) }
    #expect(failures.count("99", at: start + .seconds(99)) == nil)
    #expect(failures.count("0", at: start + .seconds(99)) == 1)
  }
}
