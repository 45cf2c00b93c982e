import Basics
import Database
import Foundation
import Imports
import Localization
import Tenancy
import TestKit
import Testing

@testable import Orders

@Suite struct `Importing order lines` {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func file(_ bytes: [UInt8] = OddFile.bytes, _ name: String = "odd.csv") throws -> String {
    try folder.write(bytes, to: name)
  }

  private func file(_ rows: [String], _ name: String = "odd.csv") throws -> String {
    try file(Array(([OddFile.header] + rows).joined(separator: "\n").utf8) + [10], name)
  }

  @Test(arguments: ["Europe/London", "Asia/Dhaka", "America/Los_Angeles"])
  func `comes to what the file comes to, in any zone`(zone: String) async throws {
    defer { folder.remove() }
    let books = try await Books(zone: zone)
    let path = try file()
    #expect(try await books.bring(path).state == .finished)
    #expect(try Oracle.difference(between: path, and: books) == nil)
  }

  @Test func `counts every oddity`() async throws {
    defer { folder.remove() }
    let imported = try await Books().bring(try file())
    let report = try #require(imported.report)
    let counts = Dictionary(uniqueKeysWithValues: report.counts.map { ($0.key, $0.count) })
    #expect(report.rows == imported.progress.outcome.added + report.refusedRows)
    #expect(imported.progress.outcome.known == 0)
    #expect(imported.progress.refused == report.refusedRows)
    #expect(counts["duplicates"] == 1)
    #expect(counts["two_times"] == 2)
    #expect(counts["two_countries"] == 1)
    #expect(counts["without_customer"] == 11)
    #expect(counts["without_code"] == 1)
    #expect(counts["bad_debt"] == 2)
    #expect(counts["zero_price"] == 2)
    #expect(counts["adjustment"] == 2)
    #expect(
      Dictionary(uniqueKeysWithValues: report.refused.map { ($0.key, $0.count) }) == [
        "integer quantity": 1, "missing quantity": 1, "range quantity": 1, "columns": 2, "missing invoice": 1,
        "missing code": 1, "number price": 2, "date date": 2, "range date": 1, "amount": 1,
        "too_long description": 1, "encoding": 1, "nul": 1,
      ])
  }

  @Test func `takes the earliest time, the first customer and the latest country`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    try await books.bring(try file())
    let contents = try await books.contents()
    #expect(
      contents.contains {
        $0.hasPrefix("order csv 7 100002 order delivered f France 2010-12-06 11:59:00 2010-12-06")
      })
    #expect(
      contents.contains {
        $0.hasPrefix("order csv 8 100003 order delivered f Germany 2010-12-05 23:58:00 2010-12-05")
      })
    #expect(contents.contains { $0.hasPrefix("customer") && $0.hasSuffix(" 7 7 Belgium") })
    #expect(contents.contains("product 22139 Mug"))
    #expect(contents.contains("product 99999 "))
  }

  @Test func `changes nothing when it is repeated`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let path = try file()
    let first = try await books.bring(path)
    let contents = try await books.facts()
    let again = try await books.bring(path)
    #expect(again.progress.outcome.added == 0)
    #expect(again.progress.outcome.known == first.progress.outcome.added)
    #expect(again.progress.outcome.different == 0)
    #expect(again.report == first.report)
    #expect(try await books.facts() == contents)
  }

  @Test func `is the same file gzipped`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let plain = try file()
    let first = try await books.bring(plain)
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-k", plain]
    try gzip.run()
    gzip.waitUntilExit()
    let again = try await books.bring(plain + ".gz")
    #expect(again.progress.outcome == BatchOutcome(known: first.progress.outcome.added))
  }

  @Test func `adds only what is new of a file that has grown`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let short = try await books.bring(try file(Array(OddFile.rows.prefix(16))))
    let path = try file(OddFile.rows, "longer.csv")
    let long = try await books.bring(path)
    #expect(long.progress.outcome.known == short.progress.outcome.added)
    #expect(long.progress.outcome.different == 0)
    let atOnce = try await Books()
    try await atOnce.bring(path)
    #expect(try await books.facts() == atOnce.facts())
  }

  @Test func `takes what has no code under as much of its description as a code may have`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    // Forty letters to a reader, 160 code points to the database.
    let words = String(repeating: "স্বা", count: 40)
    let imported = try await books.bring(try file(["1,,\(words),1,2010-12-01 08:26:00,2.50,7,France"]))
    #expect(imported.state == .finished && imported.progress.outcome == BatchOutcome(added: 1))
    #expect(try await books.contents().contains("product \(words.cut(to: 100)) \(words)"))
  }

  @Test func `leaves a line as it was and says so when a file has it otherwise`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let row = "1,22139,MUG,1,2010-12-01 08:26:00,2.50,7,France"
    try await books.bring(try file([row]))
    let changed = try await books.bring(try file([row.replacing("2.50", with: "3.50")], "changed.csv"))
    #expect(changed.progress.outcome == BatchOutcome(known: 1, different: 1))
    #expect(try await books.contents().contains { $0.hasPrefix("line 1 1 product f 22139 MUG 1 2.5") })
  }

  @Test func `states an order by the lines that it got, where the file names one place twice`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let rows = [
      "1,1,22139,MUG,1,2.50", "1,1,22139,MUG,4,2.50", "1,2,22139,MUG,1,1.00", "2,1,22139,MUG,1,3.00",
    ]
    let text = rows.map { $0 + ",2010-12-01 08:26:00\n" }.joined()
    let path = try folder.write(
      Array(("InvoiceNo,Line,StockCode,Description,Quantity,UnitPrice,InvoiceDate\n" + text).utf8),
      to: "places.csv")
    let imported = try await books.shop.bring(path, of: OrdersImport.self, columns: ["place": "Line"])
    #expect(imported.progress.outcome.added == 3)
    let orders = try await books.contents().filter { $0.hasPrefix("order ") }
    #expect(
      orders.map { $0.split(separator: " ").suffix(5).joined(separator: " ") } == [
        "350 0 0 350 2", "300 0 0 300 1",
      ])
  }

  @Test func `keeps the same numbers of two sources apart`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let path = try file(["1,22139,MUG,1,2010-12-01 08:26:00,2.50,7,France"])
    try await books.bring(path)
    #expect(try await books.bring(path, source: "till").progress.outcome.added == 1)
  }

  @Test func `says which columns are missing`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let path = try file(Array("InvoiceNo,StockCode,Quantity,Country\n1,2,3,France\n".utf8))
    do {
      try await books.bring(path)
      Issue.record("it was taken")
    } catch Failure.invalid(let problems) {
      #expect(problems.map(\.field) == ["price", "date"])
    }
  }

  @Test func `refuses to go on with a file in another zone than it began with`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let path = try file()
    let london = try #require(TimeZoneRules("Europe/London"))
    let id = try await books.shop.prepare(path, of: OrdersImport.self, zone: london)
    await #expect(throws: Failure.self) {
      try await books.shop.prepare(path, of: OrdersImport.self, zone: TimeZoneRules("Asia/Dhaka"))
    }
    #expect(try await books.shop.prepare(path, of: OrdersImport.self, zone: london) == id)
  }

  @Test func `touches no other shop`() async throws {
    defer { folder.remove() }
    let theirs = try await Books()
    try await Books().bring(try file())
    #expect(try await theirs.contents().isEmpty)
  }

  @Test(.enabled(if: Oracle.hasOnlineRetail, "the Online Retail data is not beside the project"))
  func `comes to what a real shop's year comes to`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let imported = try await books.bring(Oracle.onlineRetail)
    #expect(imported.progress.outcome == BatchOutcome(added: 370_931))
    #expect(try Oracle.difference(between: Oracle.onlineRetail, and: books) == nil)
  }
}
