import Audit
import Basics
import Database
import HTTP
import Tenancy
import TestKit
import Testing
import Web

@testable import AuditTrail

@Suite struct `The page of the audit log` {
  let shop: Shop
  let visitor: Visitor

  init() async throws {
    shop = try await Shop()
    visitor = try await shop.visitor()
  }

  private func record(
    _ action: String = "settings.change", by name: String = "Nasima", subject: String = "1",
    of person: PersonID = PersonID(),
    at now: Instant = .now
  ) async throws {
    let actor = Actor(
      kind: .person, person: person, name: name, address: "10.0.0.\(name.count)",
      device: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", request: "r-1")
    let entry = AuditEntry(
      action, .init("business", subject, "Tantkotha"), before: ["language": "en"], after: ["language": "bn"])
    try await shop.db.record(entry, by: actor, at: now)
  }

  private func page(_ query: String = "") async throws -> FetchedPage {
    try await visitor.get(shop.path("/audit\(query)"))
  }

  @Test func `says that a session has come in, once`() async throws {
    _ = try await page()
    let words = try await page().words
    #expect(words.components("came in") == 1)
    let second = try await shop.visitor()
    #expect(try await second.get(shop.path("/audit")).words.components("came in") == 2)
  }

  @Test func `tells what was done as a sentence, with before and after and from where`() async throws {
    try await record()
    let words = try await page().words
    #expect(words.contains("Nasima changed the settings of the business"))
    #expect(words.contains("Language of the shopEnglishবাংলা"))
    #expect(words.contains("Firefox on Linux"))
    #expect(words.contains("10.0.0.6"))
    #expect(words.contains("Not yet: within a minute"))
    try await AuditSealer(AuditKeys(secret: "a secret of the tests")).sealAll(in: shop.db)
    #expect(try await page().words.contains("Sealed in number 1"))
  }

  @Test func `tells it in Bengali`() async throws {
    try await record()
    let visitor = try await shop.visitor(language: "bn")
    #expect(try await visitor.get(shop.path("/audit")).words.contains("Nasima ব্যবসার সেটিংস বদলেছেন"))
  }

  @Test func `writes what somebody made up as text`() async throws {
    try await record(by: "<script>alert(1)</script>")
    #expect(try await !page().text.contains("<script>alert"))
  }

  @Test func `shows an action that no feature declares any more`() async throws {
    try await record("gone.by", subject: "7")
    #expect(try await page().words.contains("Nasima: gone.by, Tantkotha"))
  }

  @Test func `finds by person, action, subject, period, address and name`() async throws {
    let (mitu, now) = (PersonID(), Instant.now)
    try await record(by: "Nasima", subject: "1")
    try await record("sample.remove", by: "Mitu", subject: "2", of: mitu, at: now - .seconds(86400 * 3))
    let zone = shop.tenant.zone
    let (then, today) = (zone.date(of: now - .seconds(86400 * 3)), zone.date(of: now))
    let cases: [(String, Bool, Bool)] = [
      ("", true, true), ("?person=\(mitu)", false, true), ("?action=settings.change", true, false),
      ("?subject=business:2", false, true), ("?from=\(today)", true, false), ("?to=\(then)", false, true),
      ("?from=\(then)&to=\(then)", false, true), ("?address=10.0.0.4", false, true), ("?q=nasi", true, false),
      ("?q=%25", false, false), ("?q=MITU&action=sample.remove", false, true),
      ("?address=10.0.0.9", false, false),
    ]
    for (query, nasima, mitu) in cases {
      let words = try await page(query).words
      #expect(words.contains("Nasima changed") == nasima, "\(query)")
      #expect(words.contains("Mitu had the sample removed") == mitu, "\(query)")
    }
  }

  @Test func `turns its pages both ways without losing one`() async throws {
    let start = Instant.now - .seconds(3600)
    for number in 0..<120 {
      try await record(by: "Person \(number)", subject: "p\(number)", at: start + .seconds(Int64(number)))
    }
    var (seen, next): ([String], String?) = ([], "/audit?action=settings.change")
    var pages = 0
    var last: FetchedPage?
    while let path = next {
      let page = try await visitor.get(path.hasPrefix("/t/") ? path : shop.path(path))
      seen += page.sentences
      next = page.link("next")
      last = page
      pages += 1
    }
    #expect(pages == 3)
    #expect(seen == (0..<120).reversed().map { "Person \($0) changed the settings of the business" })
    let back = try #require(last?.link("prev"))
    #expect(try await visitor.get(back).sentences == Array(seen[50..<100]))
  }

  @Test func `says what was erased`() async throws {
    let person = PersonID()
    try await record(of: person)
    try await AuditEntry.erase(by: person, as: Actor(kind: .command, name: ""), in: shop.db)
    try await AuditEntry.erase(of: .init("business", "1"), as: Actor(kind: .command, name: ""), in: shop.db)
    let words = try await page().words
    #expect(!words.contains("Nasima"))
    #expect(words.contains("Somebody whose name was erased changed the settings of the business"))
    #expect(words.contains("What it was about was erased"))
    #expect(words.contains("The operator had personal details erased from 1 entries"))
  }

  @Test func `opens for owner and administrator alone`() async throws {
    for role in ReadyRole.allCases {
      let visitor = try await shop.visitor(as: .ready(role))
      let isAllowed = role == .owner || role == .admin
      #expect(try await visitor.get(shop.path("/audit")).status == (isAllowed ? 200 : 403), "\(role)")
    }
  }

  @Test func `goes on when somebody has made a content unreadable`() async throws {
    try await record()
    try await shop.db.run(
      """
      insert into audit_payloads (tenant_id, audit_id, salt, label, before, after)
      select \(shop.db.tenant), a.id, sha256('x'), 'x', 'no json', '{' from audit a
       where a.tenant_id = \(shop.db.tenant) and not exists (
               select from audit_payloads p where p.tenant_id = \(shop.db.tenant) and p.audit_id = a.id)
      returning audit_id
      """)
    #expect(try await page().status == 200)
  }
}

@Suite struct `The file of the audit log` {
  @Test func `holds what was searched for, neutralised, and is an entry itself`() async throws {
    let shop = try await Shop()
    let visitor = try await shop.visitor()
    let actor = Actor(kind: .person, person: PersonID(), name: "=cmd()", address: "10.0.0.1")
    for action in ["settings.change", "sample.remove"] {
      try await shop.db.record(AuditEntry(action, .init("business", "1", "+1+1")), by: actor)
    }
    let page = try await visitor.get(shop.path("/audit?action=settings.change"))
    let file = try await visitor.submitConfirmed(page.form(shop.path("/audit/export")))
    #expect(file.status == 200)
    #expect(file.headers.first("Content-Disposition")?.contains("audit-") ?? false)
    let lines = file.text.split(separator: "\r\n")
    #expect(lines.count == 2, "\(lines)")
    #expect(lines.last?.contains(#""'=cmd()""#) ?? false && lines.last?.contains(#""'+1+1""#) ?? false)
    #expect(!file.text.contains("sample.remove"))
    let noted = try await shop.db.one(
      """
      select p.after from audit a
        join audit_payloads p on p.tenant_id = \(shop.db.tenant) and p.audit_id = a.id
       where a.tenant_id = \(shop.db.tenant) and a.action = 'audit.export'
      """, as: String.self)
    #expect(noted == #"{"search":"?action=settings.change"}"#)
  }

  @Test func `asks who is sitting there each time`() async throws {
    let shop = try await Shop()
    let visitor = try await shop.visitor()
    for _ in 1...2 {
      let page = try await visitor.get(shop.path("/audit"))
      let asked = try await visitor.submit(page.form(shop.path("/audit/export")))
      #expect(asked.status == 403 && asked.asksForProof)
      #expect(try await visitor.confirm(asked).status == 200)
    }
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(_ text: String) -> Int { ranges(of: text).count }
}

extension FetchedPage {
  /// What the entries say, in order.
  fileprivate var sentences: [String] {
    markup.all("summary").flatMap { markup.within($0).filter { $0.name == "b" }.map(\.text) }
  }

  fileprivate func link(_ relation: String) -> String? {
    markup.all("a").first { $0["rel"] == relation }?["href"]?.replacing("&amp;", with: "&")
  }
}
