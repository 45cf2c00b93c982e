import Basics
import Crypto
import Database
import HTTP
import Synchronization
import TestKit
import Testing
import Web

@testable import Identity

/// What somebody learns who sends an address that has an account, and one that has none: nothing.
@Suite struct `Whether an address has an account` {
  let known: String
  let unknown: String

  init() async throws {
    let mark = Shop.mark()
    known = "known-\(mark)@example.com"
    unknown = "other-\(mark)@example.com"
    _ = try await TestAccount(email: known)
  }

  /// An answer without what is drawn by lot in every answer, and without the address that was sent.
  private func trace(_ page: FetchedPage, _ visitor: Visitor, _ address: String) -> String {
    var text = "\(page.status)\n"
    let names: [StaticString] = [
      "Location", "Content-Type", "Content-Security-Policy", "Referrer-Policy", "Cache-Control", "Set-Cookie",
    ]
    for name in names {
      text += "\(name): \(page.headers.all(name).map { $0.split(separator: "=").first ?? "" })\n"
    }
    for line in page.headers.all("Set-Cookie") {
      text += "\(line.utf8.count) \(line.split(separator: ";").dropFirst())\n"
    }
    text += page.text.replacing(#/name="csrf" value="[^"]*"/#, with: "").replacing(address, with: "")
    return text
  }

  private func both(_ walk: (Visitor, String) async throws -> [FetchedPage]) async throws -> (String, String)
  {
    var traces: [String] = []
    for address in [known, unknown] {
      let visitor = try await Visitor()
      traces.append(
        try await walk(visitor, address).map { trace($0, visitor, address) }.joined(separator: "\n\n"))
    }
    return (traces[0], traces[1])
  }

  @Test func `is not told by signing up, down to the last byte of every page`() async throws {
    let slugs = ["enum-\(Shop.mark().prefix(8))", "enum-\(Shop.mark().prefix(8))"]
    var turn = 0
    let (a, b) = try await both { visitor, address in
      let fields = [
        "business": "Tantkotha", "slug": slugs[turn], "email": address, "password": TestAccount.password,
      ]
      turn += 1
      let sent = try await visitor.submit(visitor.get("/sign-up").form("/sign-up"), fields)
      #expect(sent.location == "/sign-up/confirm")
      _ = try await Outbox.awaited(to: address)
      let page = try await visitor.get("/sign-up/confirm")
      var answers = [sent, page]
      for _ in 0..<5 {
        answers.append(try await visitor.submit(page.form("/sign-up/confirm"), ["code": "000000"]))
      }
      let again = try await visitor.get("/sign-up/confirm")
      return answers + [again]
    }
    #expect(a == b)
    let told = try await Outbox.awaited(to: known)
    #expect(told.code == nil && told.subject == "You have an account at Haat")
    #expect(try await Outbox.awaited(to: unknown).code != nil)
  }

  @Test func `is not told by asking for a new password`() async throws {
    let (a, b) = try await both { visitor, address in
      let sent = try await visitor.submit(visitor.get("/reset").form("/reset"), ["email": address])
      return try await [sent, visitor.follow(sent)]
    }
    #expect(a == b)
  }

  @Test func `is not told by signing in with a wrong password`() async throws {
    let (a, b) = try await both { visitor, address in
      [
        try await visitor.submit(
          visitor.get("/sign-in").form("/sign-in"), ["email": address, "password": "wrong"])
      ]
    }
    #expect(a == b)
  }

  @Test func `is not told by wanting to sign in with another's address`() async throws {
    let (a, b) = try await both { visitor, address in
      try await visitor.signIn(TestAccount(email: "asks-\(Shop.mark())@example.com"))
      let sent = try await visitor.submitConfirmed(
        visitor.get("/account").form("/account/address"), ["email": address])
      #expect(sent.location == "/account/address")
      let page = try await visitor.follow(sent)
      _ = try await Outbox.awaited(to: address)
      let wrong = try await visitor.submit(page.form("/account/address/confirm"), ["code": "000000"])
      return [sent, page, wrong]
    }
    #expect(a == b)
    #expect(try await Outbox.awaited(to: known).code == nil)
    #expect(try await Outbox.awaited(to: unknown).code != nil)
  }

  /// Counted rather than timed: what takes the time is the statements and the hash, and both are the same.
  @Test func `is not told by the time it takes: the same statements, and one hash`() async throws {
    let seen = Mutex<[String]>([])
    var settings = try await TestPostgres.shared().settings
    settings.slowStatement = .zero
    settings.slow = { statement in seen.withLock { $0.append(statement.statement) } }
    let databases = try Databases(settings, on: TestPostgres.loops)
    let site = try TestSite(databases: databases)
    var work: [[[String]]] = []
    for address in [known, unknown] {
      let visitor = try await Visitor(to: site)
      let slug = "count-\(Shop.mark().prefix(8))"
      let forms = [
        "/sign-up": ["business": "X", "slug": slug, "email": address, "password": TestAccount.password],
        "/reset": ["email": address], "/sign-in": ["email": address, "password": "wrong"],
      ]
      var all: [[String]] = []
      for path in forms.keys.sorted() {
        let form = try await visitor.get(path).form(path)
        seen.withLock { $0 = [] }
        let hashes = Mutex(0)
        _ = try await Password.$witness.withValue({ hashes.withLock { $0 += 1 } }) {
          try await visitor.submit(form, forms[path] ?? [:])
        }
        all.append(["\(path): \(hashes.withLock { $0 }) hashes"] + seen.withLock { $0 })
      }
      work.append(all)
    }
    #expect(work[0] == work[1])
    #expect(work[0].map { $0[0] } == ["/reset: 0 hashes", "/sign-in: 1 hashes", "/sign-up: 1 hashes"])
    #expect(work[0].allSatisfy { $0.count > 1 })
    await databases.close()
  }
}
