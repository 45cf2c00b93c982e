import Basics
import Imports
import Localization
import TestKit
import Testing

@testable import Orders

@Suite struct `Mending refused rows` {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func file(_ rows: [String], _ name: String = "file.csv") throws -> String {
    try folder.write(Array(([OddFile.header] + rows).joined(separator: "\n").utf8), to: name)
  }

  /// The file of refused rows that a person gets.
  private func refused(of imported: Import, in books: Books) async throws -> String {
    var text = ""
    try await RefusedRows.write(of: imported, OrdersImport.self, in: .plain, from: books.shop.db) {
      text += String(decoding: $0, as: UTF8.self)
    }
    return text
  }

  @Test func `has the line, the reason and the place in front, and no formulas`() async throws {
    defer { folder.remove() }
    let books = try await Books()
    let imported = try await books.bring(try folder.write(OddFile.bytes, to: "odd.csv"))
    let lines = try await refused(of: imported, in: books).split(separator: "\r\n").map(String.init)
    #expect(lines.first == "\u{FEFF}Line,Reason,Place,\(OddFile.header)")
    #expect(lines.count == imported.progress.refused + 1)
    #expect(
      lines.contains { $0.contains("Quantity: not a whole number,2,100050") && $0.contains("\"'=HYPERLINK") })
    #expect(lines.contains { $0.contains(",100003,22139,Mug \u{FFFD}") })
    #expect(lines.contains { $0.contains("a NUL character") && $0.contains(",100003,22139,Mug \u{2400}") })
  }

  @Test func `adds exactly the mended rows, each in its place`() async throws {
    defer { folder.remove() }
    let rows = [
      "1,1,A,1,2010-12-01 08:26,2.50,7,France", "1,2,B,x,2010-12-01 08:26,2.50,7,France",
      "2,9,Z,x,2010-12-01 08:26,2.50,7,France", "1,3,C,1,2010-12-01 08:26,2.50,7,France",
      "1,4,D,x,2010-12-01 08:26,2.50,7,France", ",5,E,1,2010-12-01 08:26,2.50,7,France",
    ]
    let books = try await Books()
    let first = try await books.bring(try file(rows))
    #expect(first.progress.outcome.added == 2)
    let text = try await refused(of: first, in: books).replacing(",x,", with: ",5,").replacing(
      ",,5,E", with: ",1,5,E")
    // One is left out for later.
    let lines = text.split(separator: "\r\n").filter { !$0.contains(",2,B,") }
    let mended = try await books.bring(
      try folder.write(Array(lines.joined(separator: "\n").utf8), to: "file.rejected.csv"))
    #expect(mended.progress.outcome == BatchOutcome(added: 3))
    let again = try await books.bring(
      try folder.write(Array(text.utf8), to: "file.rejected.csv"))
    #expect(again.progress.outcome == BatchOutcome(added: 1, known: 3))

    let whole = try await Books()
    try await whole.bring(try file(rows.map { $0.replacing(",x,", with: ",5,") }, "whole.csv"))
    let taken = { (lines: [String]) in lines.filter { $0.hasPrefix("line") && !$0.contains(" 5 E ") } }
    #expect(try await taken(books.facts()) == taken(whole.facts()))
    #expect(try await whole.bring(try file(rows, "file.csv")).progress.outcome.different == 0)
  }

  @Test func `keeps every other row in its place when one is mended in the file itself`() async throws {
    defer { folder.remove() }
    let rows = [
      "1,1,A,1,2010-12-01 08:26,2.50,7,France", "1,2,B,x,2010-12-01 08:26,2.50,7,France",
      "1,3,C,1,2010-12-01 08:26,2.50,7,France", "1,3,too few,1", "1,4,D,1,2010-12-01 08:26,2.50,7,France",
    ]
    let books = try await Books()
    try await books.bring(try file(rows))
    let mended = rows.map {
      $0.replacing(",x,", with: ",5,").replacing("too few,1", with: "C,1,2010-12-01 08:26,2.50,7,France")
    }
    #expect(
      try await books.bring(try file(mended, "mended.csv")).progress.outcome
        == BatchOutcome(added: 2, known: 3))
  }
}
