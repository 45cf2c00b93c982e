import Basics
import Database
import Foundation
import Tenancy
import TestKit
import Testing

@testable import Orders

@Suite(.serialized) struct `Importing order lines` {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func file(_ bytes: [UInt8] = OddFile.bytes, _ name: String = "odd.csv", batch: Int = 7) throws
    -> OrderImport.File
  {
    var file = OrderImport.File(
      try folder.write(bytes, to: name), zone: TimeZoneRules("Europe/London"),
      rejects: folder.path + "/rejected.csv")
    file.batchSize = batch
    return file
  }

  private func bytes(_ rows: [String]) -> [UInt8] {
    Array(([OddFile.header] + rows).joined(separator: "\n").utf8) + [10]
  }

  @Test(arguments: ["Europe/London", "Asia/Dhaka", "America/Los_Angeles"], [3, 10_000])
  func `comes to what the file comes to, in any zone and in batches of any size`(zone: String, batch: Int)
    async throws
  {
    defer { folder.remove() }
    let books = try await Books(zone: zone)
    let file = try file(batch: batch)
    _ = try await OrderImport.run(file, into: books.target)
    #expect(try Oracle.difference(between: file.path, and: books) == nil)
  }

  @Test func `counts every oddity`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let report = try await OrderImport.run(try file(), into: books.target)
    #expect(report.rows == report.added + report.refusedRows)
    #expect(report.known == 0)
    #expect(report.duplicates == 1)
    #expect(report.invoicesWithTwoTimes == 2)
    #expect(report.customersWithTwoCountries == 1)
    #expect(report.withoutCustomer == 11)
    #expect(report.heads[.badDebt] == 2)
    #expect(report.heads[.zeroPrice] == 2)
    #expect(report.heads[.adjustment] == 2)
    #expect(
      report.refused == [
        .quantity: 3, .columns: 2, .invoice: 1, .code: 1, .price: 2, .date: 3, .amount: 1, .tooLong: 1,
        .encoding: 1,
        .nul: 1,
      ])
    #expect(report.text.contains("2 bad debt lines, no sales"))
  }

  @Test func `takes the earliest time, the first customer and the latest country`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    _ = try await OrderImport.run(try file(), into: books.target)
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

  @Test func `ends the same wherever it was broken off`() async throws {
    defer { folder.remove() }
    let whole = try await Books()
    let file = try file()
    _ = try await OrderImport.run(file, into: whole.target)
    let expected = try await whole.contents()
    var boundary = 0
    var isBroken = true
    while isBroken {
      let books = try await Books()
      isBroken = try await breakOff(file, into: books, after: boundary)
      let report = try await OrderImport.run(file, into: books.target)
      #expect(try await books.contents() == expected)
      #expect(report.added + report.refusedRows == report.rows)
      boundary += 1
    }
    #expect(boundary > 10)
  }

  /// Takes some batches and leaves it at that; false when that was all of them.
  private func breakOff(_ file: OrderImport.File, into books: Books, after batches: Int) async throws -> Bool
  {
    try await books.shop.db.transaction { db in
      var run = try await OrderImportRun(file, into: books.target, by: db)
      try await run.readAll(batches: batches)
    }
    return try await books.contents().contains { $0.contains(" running ") }
  }

  @Test func `changes nothing when it is repeated`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let file = try file()
    let first = try await OrderImport.run(file, into: books.target)
    let contents = try await books.contents()
    let again = try await OrderImport.run(file, into: books.target)
    #expect(again.wasFinished)
    #expect(again.duplicates == first.duplicates)
    #expect(again.refused == first.refused)
    #expect(try await books.contents() == contents)
  }

  @Test func `is the same file gzipped`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let plain = try file()
    _ = try await OrderImport.run(plain, into: books.target)
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-k", plain.path]
    try gzip.run()
    gzip.waitUntilExit()
    let gzipped = OrderImport.File(plain.path + ".gz", zone: plain.zone, rejects: plain.rejects)
    #expect(try await OrderImport.run(gzipped, into: books.target).wasFinished)
  }

  @Test func `adds only what is new of a file that has grown`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let rows = OddFile.rows
    let short = try await OrderImport.run(try file(bytes(Array(rows.prefix(16)))), into: books.target)
    let long = try file(bytes(rows), "longer.csv")
    let report = try await OrderImport.run(long, into: books.target)
    #expect(report.known == short.added)
    #expect(report.different == 0)
    let atOnce = try await Books()
    _ = try await OrderImport.run(long, into: atOnce.target)
    let facts = { (lines: [String]) in lines.filter { !$0.hasPrefix("import") } }
    #expect(facts(try await books.contents()) == facts(try await atOnce.contents()))
  }

  @Test func `leaves a line as it was and says so when a file has it otherwise`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let row = "1,22139,MUG,1,2010-12-01 08:26:00,2.50,7,France"
    _ = try await OrderImport.run(try file(bytes([row])), into: books.target)
    let changed = try file(bytes([row.replacing("2.50", with: "3.50")]), "changed.csv")
    let report = try await OrderImport.run(changed, into: books.target)
    #expect((report.added, report.known, report.different) == (0, 1, 1))
    #expect(try await books.contents().contains { $0.hasPrefix("line 1 1 product f 22139 MUG 1 2.5") })
  }

  @Test func `keeps the same numbers of two sources apart`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    var file = try file(bytes(["1,22139,MUG,1,2010-12-01 08:26:00,2.50,7,France"]))
    _ = try await OrderImport.run(file, into: books.target)
    file.source = "till"
    #expect(try await OrderImport.run(file, into: books.target).added == 1)
  }

  @Test func `writes what it refused to a file, with line and reason and without formulas`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    _ = try await OrderImport.run(try file(), into: books.target)
    let lines = try folder.text("rejected.csv").split(separator: "\r\n").map(String.init)
    #expect(lines.first == "Line,Reason,\(OddFile.header)")
    #expect(lines.count == 17)
    #expect(lines.contains { $0.contains("quantity is not a whole number") && $0.contains("\"'=HYPERLINK") })
    #expect(lines.contains { $0.contains("not UTF-8 text,100003,22139,Mug \u{FFFD}") })
    #expect(lines.contains { $0.contains("a NUL character,100003,22139,Mug \u{2400}") })
  }

  @Test func `writes no such file when nothing was refused`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let report = try await OrderImport.run(
      try file(bytes(["1,22139,MUG,1,2010-12-01 08:26:00,2.50,7,France"])), into: books.target)
    #expect(report.rejects == nil)
    #expect((try? folder.text("rejected.csv")) == nil)
  }

  @Test func `lets a refused row keep its place, so that mending it moves no other`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let bad = [
      "1,1,A,1,2010-12-01 08:26,2.50,7,France", "1,2,B,x,2010-12-01 08:26,2.50,7,France",
      "1,3,C,1,2010-12-01 08:26,2.50,7,France",
    ]
    _ = try await OrderImport.run(try file(bytes(bad)), into: books.target)
    let mended = try file(bytes(bad.map { $0.replacing(",x,", with: ",5,") }), "mended.csv")
    let report = try await OrderImport.run(mended, into: books.target)
    #expect((report.added, report.known, report.different) == (1, 2, 0))
  }

  @Test func `says which columns are missing`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let file = try file(Array("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,Country\n".utf8))
    await #expect(
      throws: Failure.conflict("The file's first line has no column \("Description, CustomerID").")
    ) {
      try await OrderImport.run(file, into: books.target)
    }
  }

  @Test func `refuses to read a file's times in another zone than it began with`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    var file = try file()
    _ = try await OrderImport.run(file, into: books.target)
    file.zone = TimeZoneRules("Asia/Dhaka")
    await #expect(throws: Failure.self) { try await OrderImport.run(file, into: books.target) }
  }

  @Test func `lets one import of a shop run at a time`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let file = try file()
    try await books.shop.db.transaction { db in
      let key = OrderImport.lockKey(of: books.shop.tenant.id)
      let isLocked = try await db.runOne("select pg_try_advisory_xact_lock(\(key))", as: Bool.self)
      #expect(isLocked)
      await #expect(throws: Failure.self) { try await OrderImport.run(file, into: books.target) }
    }
    #expect(try await OrderImport.run(file, into: books.target).added > 0)
  }

  @Test func `touches no other shop`() async throws {
    defer { folder.remove() }
    let theirs = try await Books()
    let ours = try await Books()
    _ = try await OrderImport.run(try file(), into: ours.target)
    #expect(try await theirs.contents().isEmpty)
  }

  @Test(.enabled(if: Oracle.hasOnlineRetail, "the Online Retail data is not beside the project"))
  func `comes to what a real shop's year comes to`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let report = try await OrderImport.run(
      .init(Oracle.onlineRetail, zone: TimeZoneRules("Europe/London")), into: books.target)
    #expect(report.added == 370_931)
    #expect(try Oracle.difference(between: Oracle.onlineRetail, and: books) == nil)
  }
}
