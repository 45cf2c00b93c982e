import App
import Basics
import Database
import HTTP
import Jobs
import Storage
import Tenancy
import TestKit
import Testing
import Web

/// A shop, its owner at a browser, and the jobs that are run when the test says so.
struct Counter: Sendable {
  let shop: Shop
  let visitor: Visitor
  let path: String

  init(language: String = "en", kind: String = "orders") async throws {
    shop = try await Shop(currency: .eur, zone: "Europe/London")
    visitor = try await shop.visitor(language: language)
    path = shop.path("/\(kind)/imports")
  }

  func bring(_ bytes: [UInt8], named name: String = "sales.csv") async throws -> FetchedPage {
    let csrf = try await visitor.get(path).form(path).values["csrf"] ?? ""
    return try await visitor.upload(path, ["csrf": csrf], file: "file", named: name, bytes)
  }

  func bring(_ text: String, named name: String = "sales.csv") async throws -> FetchedPage {
    try await bring(Array(text.utf8), named: name)
  }

  /// Brings a file that is taken, and has it tried.
  func draft(_ text: String) async throws -> FetchedPage {
    let answer = try await bring(text)
    let location = try #require(answer.location, "\(answer.notices)")
    try await runJobs()
    return try await visitor.get(location)
  }

  /// Brings a file, starts it, and lets it end.
  func imported(_ text: String) async throws -> FetchedPage {
    let draft = try await draft(text)
    try await press("run", on: draft)
    try await runJobs()
    return try await visitor.get(draft.path)
  }

  @discardableResult
  func press(_ step: String, on page: FetchedPage, _ changes: [String: String] = [:]) async throws
    -> FetchedPage
  {
    try await visitor.follow(visitor.submitConfirmed(page.form("\(page.path)/\(step)"), changes))
  }

  func runJobs() async throws {
    let records = try await shop.site.databases.runJobs(
      of: shop.tenant.id, by: Features.jobs(storage: TestSite.storage))
    for record in records { #expect(record.error == nil, "\(record.name): \(record.error ?? "")") }
  }

  func count(_ table: SQL) async throws -> Int {
    try await shop.db.one("select count(*) from \(fragment: table) where tenant_id = \(shop.db.tenant)")
  }
}

extension FetchedPage {
  /// What stands beside a word in a list of facts.
  func fact(_ name: String) -> String? {
    let facts = markup.elements.filter { $0.name == "dt" || $0.name == "dd" }
    return facts.firstIndex { $0.name == "dt" && $0.text == name }.map { facts[$0 + 1].text }
  }
}

extension Counter {
  static let lines = """
    InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
    1001,A1,CLAY MUG,2,2026-11-02 10:00:00,3.25,17,United Kingdom
    1001,A2,JUTE BAG,1,2026-11-02 10:00:00,6.50,17,United Kingdom
    C1002,A1,CLAY MUG,-1,2026-11-03 11:00:00,3.25,17,United Kingdom
    1003,A1,CLAY MUG,many,2026-11-03 12:00:00,3.25,,United Kingdom

    """
}
