import Basics
import Crypto
import Database
import HTTP
import TestKit
import Testing
import Web

@testable import Identity

@Suite struct `Guessing a password` {
  let limits = SignInLimits()
  let now = Instant.now

  private func attempt(
    _ email: String = "owner@example.com", from address: String, known: KnownBrowser? = nil
  ) throws -> SignInAttempt {
    SignInAttempt(
      email: try #require(EmailAddress(email)), password: "x", client: try #require(IPAddress(address)),
      knownBrowser: known)
  }

  @Test func `at one address from one place is stopped after eight tries, and goes on at one a minute`()
    throws
  {
    let guess = try attempt(from: "10.0.0.1")
    for _ in 0..<8 { #expect(limits.take(guess, at: now) == nil) }
    let wait = try #require(limits.take(guess, at: now))
    #expect(wait > .seconds(59) && wait <= .seconds(60))
    #expect(limits.take(guess, at: now + .seconds(60)) == nil)
    #expect(limits.take(guess, at: now + .seconds(61)) != nil)
  }

  @Test func `at many addresses from one place is stopped after thirty`() throws {
    for number in 0..<30 {
      #expect(try limits.take(attempt("a\(number)@example.com", from: "10.0.0.1"), at: now) == nil)
    }
    #expect(try limits.take(attempt("last@example.com", from: "10.0.0.1"), at: now) != nil)
    #expect(try limits.take(attempt("last@example.com", from: "10.0.0.2"), at: now) == nil)
  }

  @Test func `at one address from everywhere is stopped after forty, and its owner's browser is let in`()
    async throws
  {
    let site = try await TestSite.shared()
    let owner = try await TestAccount()
    let email = try #require(EmailAddress(owner.email))
    var waits: [Duration?] = []
    // Each from another network, and in another process: limits of its own.
    for number in 0..<43 {
      let guess = try attempt(owner.email, from: "10.0.1.\(number)")
      let limits = SignInLimits()
      #expect(limits.take(guess, at: now) == nil)
      waits.append(try await limits.takeStored(guess, at: now, in: site.databases.global))
    }
    #expect(waits.prefix(40).allSatisfy { $0 == nil } && waits.dropFirst(40).allSatisfy { $0 != nil })
    let known = KnownBrowser(for: email, signedBy: site.application.site)
    let own = SignInAttempt(
      email: email, password: TestAccount.password, client: try #require(IPAddress("10.0.1.1")),
      knownBrowser: known)
    let outcome = try await own.outcome(at: now, limits: SignInLimits(), in: site.databases.global)
    #expect(outcome == .person(owner.id))
  }

  @Test func `at many addresses from many networks costs each address its own tries alone`() async throws {
    let db = try await TestSite.shared().databases.global
    let victim = "victim-\(Shop.mark())@example.com"
    for number in 0..<60 {
      let guess = try attempt("spray-\(number)-\(Shop.mark())@example.com", from: "10.3.\(number).1")
      #expect(try await limits.takeStored(guess, at: now, in: db) == nil)
    }
    let first = try attempt(victim, from: "10.4.1.1")
    #expect(limits.take(first, at: now) == nil)
    #expect(try await limits.takeStored(first, at: now, in: db) == nil)
  }

  @Test func `does not lock the owner's browser out`() async throws {
    let site = try await TestSite.shared().application.site
    let email = try #require(EmailAddress("owner@example.com"))
    for number in 0..<40 { _ = try limits.take(attempt("a\(number)@example.com", from: "10.9.9.9"), at: now) }
    #expect(try limits.take(attempt(from: "10.9.9.9"), at: now) != nil)
    let known = KnownBrowser(for: email, signedBy: site)
    #expect(try limits.take(attempt(from: "10.9.9.9", known: known), at: now) == nil)
  }

  @Test func `in a browser that was stolen is stopped after ten`() async throws {
    let known = KnownBrowser(
      for: try #require(EmailAddress("owner@example.com")),
      signedBy: try await TestSite.shared().application.site)
    let guess = try attempt(from: "10.0.0.1", known: known)
    for _ in 0..<10 { #expect(limits.take(guess, at: now) == nil) }
    #expect(limits.take(guess, at: now) != nil)
  }

  @Test func `is not started afresh by a success elsewhere`() throws {
    for _ in 0..<8 { _ = try limits.take(attempt("victim@example.com", from: "10.0.0.1"), at: now) }
    limits.forgive(try attempt("guesser@example.com", from: "10.0.0.1"))
    #expect(try limits.take(attempt("victim@example.com", from: "10.0.0.1"), at: now) != nil)
    limits.forgive(try attempt("victim@example.com", from: "10.0.0.1"))
    #expect(try limits.take(attempt("victim@example.com", from: "10.0.0.1"), at: now) == nil)
  }

  @Test func `from one customer's version 6 addresses counts as one place`() throws {
    let a = try #require(IPAddress("2001:db8:1:2::1")), b = try #require(IPAddress("2001:db8:1:2:ffff::9"))
    let c = try #require(IPAddress("2001:db8:1:3::1"))
    #expect(a.network == b.network)
    #expect(a.network != c.network)
    #expect(IPAddress("192.0.2.7")?.network == "192.0.2.7")
  }

  @Test func `from all the networks of one version 6 site is stopped too`() throws {
    var refused = 0
    for number in 0..<400 {
      let address = "2001:db8:1:\(String(number, radix: 16))::1"
      let guess = try attempt("a\(number)@example.com", from: address)
      if limits.take(guess, at: now) != nil { refused += 1 }
    }
    #expect(refused == 400 - 120)
    #expect(try limits.take(attempt("last@example.com", from: "2001:db8:2::1"), at: now) == nil)
  }

  @Test func `does not lock out the browsers of its neighbours`() async throws {
    let site = try await TestSite.shared().application.site
    let email = try #require(EmailAddress("owner@example.com"))
    for number in 0..<60 { _ = try limits.take(attempt("a\(number)@example.com", from: "10.0.0.1"), at: now) }
    #expect(try limits.take(attempt(from: "10.0.0.1"), at: now) != nil)
    let known = KnownBrowser(for: email, signedBy: site)
    #expect(try limits.take(attempt(from: "10.0.0.1", known: known), at: now) == nil)
  }

  @Test func `is answered with how long to wait, the same for an address nobody has`() async throws {
    let owner = try await TestAccount()
    for email in [owner.email, "nobody-\(Shop.mark())@example.com"] {
      let visitor = try await Visitor()
      let form = try await visitor.get("/sign-in").form("/sign-in")
      for _ in 0..<8 {
        #expect(try await visitor.submit(form, ["email": email, "password": "wrong"]).status == 422)
      }
      let stopped = try await visitor.submit(form, ["email": email, "password": TestAccount.password])
      #expect(stopped.status == 429)
      #expect(
        try #require(stopped.notices.first).contains(#/^Too many tries. Wait \d\d seconds, then try again.$/#)
      )
      #expect(stopped.value("email") == email)
    }
    // From elsewhere the owner gets in.
    try await Visitor().signIn(owner)
  }

  @Test func `leaves a mark only in the browser of whom it is`() async throws {
    let shop = try await Shop()
    let owner = try await shop.visitor()
    let site = owner.site.application.site
    let cookie = owner.cookies["__Host-haat-known"]
    let email = try #require(EmailAddress(shop.owner.email))
    #expect(KnownBrowser(cookie: cookie, for: email, signedBy: site) != nil)
    #expect(
      KnownBrowser(cookie: cookie, for: try #require(EmailAddress("else@example.com")), signedBy: site) == nil
    )
    #expect(KnownBrowser(cookie: cookie.map { $0 + "A" }, for: email, signedBy: site) == nil)
    #expect(KnownBrowser(cookie: "x.y", for: email, signedBy: site) == nil)
    #expect(KnownBrowser(cookie: nil, for: email, signedBy: site) == nil)
    let stranger = try await Visitor()
    let form = try await stranger.get("/sign-in").form("/sign-in")
    _ = try await stranger.submit(form, ["email": shop.owner.email, "password": "wrong"])
    #expect(stranger.cookies["__Host-haat-known"] == nil)
  }

  @Test func `takes as long for an unknown address as for a wrong password`() async throws {
    let owner = try await TestAccount()
    let db = try await TestSite.shared().databases.global
    func time(_ email: String, _ number: Int) async throws -> Duration {
      try await db.run("delete from rate_limits where key = \(SHA256.hash("sign-in \(email)"))")
      let client = try #require(IPAddress("10.1.\(number).1"))
      let attempt = try SignInAttempt(
        email: #require(EmailAddress(email)), password: "wrong", client: client)
      let start = ContinuousClock.now
      #expect(try await attempt.outcome(at: .now, limits: SignInLimits(), in: db) == .refused)
      return ContinuousClock.now - start
    }
    var known = Duration.seconds(9), unknown = Duration.seconds(9)
    var rounds = 0
    repeat {
      known = min(known, try await time(owner.email, rounds % 250))
      unknown = min(unknown, try await time("nobody-\(rounds)-\(Shop.mark())@example.com", rounds % 250))
      rounds += 1
      // A busy machine needs more rounds until both have had a quiet moment.
    } while rounds < 20 || (max(known, unknown) > min(known, unknown) * 1.6 && rounds < 300)
    // Both ask the database once and hash once.
    #expect(max(known, unknown) <= min(known, unknown) * 1.6, "\(known) \(unknown)")
  }
}
