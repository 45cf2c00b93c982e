import Basics
import Crypto
import Database
import Localization
import Tenancy
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `A session` {
  let shop: Shop
  let store: StoredSessions

  init() async throws {
    shop = try await Shop()
    store = StoredSessions(shop.site.databases.global)
  }

  /// A session that began at a given time, without a browser.
  private func begin(at now: Instant) async throws -> String {
    let browser = Browser(userAgent: "test", address: "::1")
    return try await Session.begin(for: shop.owner.id, from: browser, at: now, in: store.db).text
  }

  @Test func `ends an hour after it was last seen`() async throws {
    let start = Instant.now
    let token = try await begin(at: start)
    #expect(try await store.session(for: token, at: start + .seconds(59 * 60)) != nil)
    // It was just seen, so the hour begins again.
    #expect(try await store.session(for: token, at: start + .seconds(118 * 60)) != nil)
    #expect(try await store.session(for: token, at: start + .seconds(178 * 60 + 1)) == nil)
  }

  @Test func `ends after twelve hours however busy it is`() async throws {
    let start = Instant.now
    let token = try await begin(at: start)
    for minutes in stride(from: 30, to: 720, by: 30) {
      #expect(try await store.session(for: token, at: start + .seconds(minutes * 60)) != nil, "\(minutes)")
    }
    #expect(try await store.session(for: token, at: start + .seconds(719 * 60)) != nil)
    #expect(try await store.session(for: token, at: start + .seconds(720 * 60)) == nil)
  }

  @Test func `is noted as seen at most once a minute`() async throws {
    let start = Instant.now
    let token = try await begin(at: start)
    _ = try await store.session(for: token, at: start + .seconds(59))
    #expect(try await store.session(for: token, at: start + .seconds(59))?.seenAt == start)
    _ = try await store.session(for: token, at: start + .seconds(60))
    #expect(try await store.session(for: token, at: start + .seconds(61))?.seenAt == start + .seconds(60))
  }

  @Test func `says who, where and with which role`() async throws {
    let other = try await Shop(name: "Aarong", language: .bengali, currency: .inr, zone: "Asia/Kolkata")
    try await Identity.addMember(shop.owner.id, as: .agent, to: other.tenant.id, in: store.db)
    let token = try await begin(at: .now)
    let session = try #require(try await store.session(for: token, at: .now))
    #expect(session.person == shop.owner.id)
    #expect(session.email == shop.owner.email)
    #expect(session.memberships.map(\.tenant.name) == ["Aarong", "Tantkotha"])
    #expect(session.memberships.map(\.role) == [.agent, .owner])
    #expect(session.memberships[0].tenant.locale.currency == .inr)
    #expect(session.memberships[0].tenant.locale.zone.identifier == "Asia/Kolkata")
    #expect(session.memberships[0].tenant.locale.digits == .bengali)
  }

  @Test func `of somebody without a business is one too`() async throws {
    let account = try await TestAccount()
    let browser = Browser(userAgent: "", address: "::1")
    let token = try await Session.begin(for: account.id, from: browser, at: .now, in: store.db)
    #expect(try await store.session(for: token.text, at: .now)?.memberships.isEmpty == true)
  }

  @Test(arguments: [
    "", "x", String(repeating: "A", count: 43), String(repeating: "A", count: 44),
    "'; drop table sessions; --",
  ])
  func `is not found by what is no token of ours`(token: String) async throws {
    #expect(try await store.session(for: token, at: .now) == nil)
  }

  @Test func `is kept as a hash only`() async throws {
    let token = try await begin(at: .now)
    let hash = try #require(Token(token)).hash
    let found = try await store.db.one(
      "select count(*) from sessions where token_hash = \(hash)", as: Int.self)
    #expect(found == 1)
    let bytes = Array(token.utf8)
    let raw = try await store.db.one(
      "select count(*) from sessions where token_hash = \(bytes)", as: Int.self)
    #expect(raw == 0)
  }

  @Test func `has a new token after signing in, whatever was planted`() async throws {
    let planted = Token.random().text
    let visitor = try await Visitor()
    visitor.cookies["__Host-haat"] = planted
    try await visitor.signIn(shop.owner)
    let token = try #require(visitor.cookies["__Host-haat"])
    #expect(token != planted)
    visitor.cookies["__Host-haat"] = planted
    #expect(try await visitor.get("/account").location == "/sign-in?next=/account")
  }

  @Test func `that was there before is over after signing in again`() async throws {
    let visitor = try await shop.visitor()
    let old = visitor.cookies["__Host-haat"]
    // The form of an account page carries the session's token, as the sign-in form of a second tab would.
    let csrf = try await visitor.get("/account").form("/sign-out").values["csrf"] ?? ""
    let answer = try await visitor.post(
      "/sign-in", ["csrf": csrf, "email": shop.owner.email, "password": TestAccount.password])
    #expect(answer.status == 303)
    #expect(visitor.cookies["__Host-haat"] != old)
    visitor.cookies["__Host-haat"] = old
    #expect(try await visitor.get("/account").status == 303)
  }

  @Test func `loses its place in a business at once`() async throws {
    let agent = try await shop.visitor(as: .agent)
    #expect(try await agent.get(shop.path("/test/members")).status == 200)
    #expect(try await agent.get(shop.path("/test/owners")).status == 403)
    let id = try await store.db.one(
      "select person_id from memberships where tenant_id = \(shop.tenant.id) and role = 'agent'",
      as: PersonID.self)
    try await Identity.addMember(id, as: .owner, to: shop.tenant.id, in: store.db)
    #expect(try await agent.get(shop.path("/test/owners")).status == 200)
    try await store.db.run("delete from memberships where person_id = \(id)")
    #expect(try await agent.get(shop.path("/test/members")).status == 404)
  }

  @Test func `of one business opens no other`() async throws {
    let owner = try await shop.visitor()
    let other = try await Shop()
    #expect(try await owner.get(shop.path("/test/members")).status == 200)
    #expect(try await owner.get(other.path("/test/members")).status == 404)
    #expect(try await owner.get("/t/no-such-business/test/members").status == 404)
  }
}
