import Basics
import Database
import Foundation
import HTTP
import Storage
import TestKit
import Testing
import Web

@Suite struct `The page where files are brought` {
  @Test(arguments: ["orders", "products", "customers"])
  func `says what a file needs, and gives an example that is taken as it is`(kind: String) async throws {
    let counter = try await Counter(kind: kind)
    let page = try await counter.visitor.get(counter.path)
    #expect(page.words.contains("Exports known"))
    let example = try await counter.visitor.get(counter.path + "/example.csv")
    #expect(example.headers.first("Content-Disposition") == "attachment; filename=\"\(kind)-example.csv\"")
    let draft = try await counter.draft(example.text)
    #expect(!draft.words.contains("Cannot be taken"))
    try await counter.press("run", on: draft)
    try await counter.runJobs()
    #expect(try await counter.visitor.get(draft.path).words.contains("What was done"))
  }

  @Test func `lists what was brought, by whom and how it stands`() async throws {
    let counter = try await Counter()
    _ = try await counter.imported(Counter.lines)
    let page = try await counter.visitor.get(counter.path)
    #expect(page.words.contains("sales.csv"))
    #expect(page.words.contains("4 rows"))
    #expect(page.words.contains("1 refused"))
    #expect(page.words.contains("Done"))
  }

  @Test func `is for the owner alone`() async throws {
    let counter = try await Counter()
    let agent = try await counter.shop.visitor(as: .agent)
    #expect(try await agent.get(counter.path).status == 403)
    let csrf = try await agent.get("/account").form("/account/name").values["csrf"] ?? ""
    let answer = try await agent.upload(
      counter.path, ["csrf": csrf], file: "file", named: "a.csv", Array(Counter.lines.utf8))
    #expect(answer.status == 403)
    #expect(try await counter.count("imports") == 0)
  }

  @Test func `says that a file must be chosen`() async throws {
    let counter = try await Counter()
    let answer = try await counter.visitor.submit(counter.visitor.get(counter.path).form(counter.path))
    #expect(answer.status == 422)
    #expect(answer.notices.contains("Choose a file first."))
  }

  @Test(arguments: [
    ("", "The file is empty."), ("%PDF-1.7 and so on", "This is a PDF."),
    ("PK\u{3}\u{4}xl/workbook.xml", "This is a spreadsheet"), ("GIF89a and so on", "This is a picture."),
    ("a,b,c\n", "no rows below it"),
  ])
  func `says why a file is not taken, and keeps nothing of it`(content: String, words: String) async throws {
    let counter = try await Counter()
    let answer = try await counter.bring(content)
    #expect(answer.status == 422, "\(answer.location ?? "")")
    #expect(answer.notices.contains { $0.contains(words) }, "\(answer.notices)")
    #expect(try await counter.count("imports") == 0)
  }

  @Test func `takes no file of five thousand columns`() async throws {
    let counter = try await Counter()
    let header = (0..<5000).map { "column \($0)" }.joined(separator: ",")
    let answer = try await counter.bring("\(header)\n\(String(repeating: ",", count: 4999))\n")
    #expect(answer.status == 422)
    #expect(answer.notices.contains { $0.contains("columns") }, "\(answer.notices)")
  }

  private func shownName(of name: String) async throws -> String {
    let counter = try await Counter()
    let answer = try await counter.bring(Counter.lines, named: name)
    let draft = try await counter.visitor.get(try #require(answer.location, "\(answer.notices)"))
    #expect(draft.status == 200)
    return try await counter.shop.db.one(
      "select file_name from imports where tenant_id = \(counter.shop.db.tenant)", as: String.self)
  }

  @Test(arguments: [
    ("sales\u{1}\u{7F}\t of\u{0} May.csv", "sales of May.csv"), ("sales%0D%0A.csv", "sales .csv"),
    ("..", "file"), ("../..", "file"), ("///", "file"), (" . ", "file"), ("c:\\shop\\sales.csv", "sales.csv"),
    ("\u{202E}vsc.selas\u{202C}.csv", "vsc.selas.csv"), ("বিক্রি.csv", "বিক্রি.csv"), ("%22.csv", "\".csv"),
  ])
  func `takes a file whatever it is called, and shows a clean name`(sent: String, shown: String) async throws
  {
    #expect(try await shownName(of: sent) == shown)
  }

  @Test(arguments: [
    "a", "ক", "e\u{301}", "\u{1F9D1}\u{200D}\u{1F33E}", "x" + String(repeating: "\u{301}", count: 40),
  ])
  func `cuts a name of ten thousand characters`(character: String) async throws {
    let sent = String(repeating: character, count: 10_000 / character.unicodeScalars.count)
    let shown = try await shownName(of: sent)
    #expect((1...300).contains(shown.unicodeScalars.count))
  }

  @Test func `takes no file once those of the shop fill what it may have`() async throws {
    let counter = try await Counter()
    _ = try await counter.draft(Counter.lines)
    let tenant = counter.shop.db.tenant
    let other = TestSite.storage.path(of: [UInt8](repeating: 1, count: 32), for: tenant)
    #expect(FileManager.default.createFile(atPath: other, contents: nil))
    #expect(truncate(other, 999_999_400) == 0)
    let answer = try await counter.bring(Counter.lines.replacing("100", with: "200"))
    #expect(answer.status == 422)
    #expect(
      answer.notices.contains { $0.contains("The files of this business fill the 1,000 MB") },
      "\(answer.notices)")
    #expect(try await counter.count("imports") == 1)
    #expect(TestSite.storage.size(of: tenant) == 999_999_400 + Counter.lines.utf8.count)
    try FileManager.default.removeItem(atPath: other)
    #expect(try await counter.bring(Counter.lines.replacing("100", with: "200")).status == 303)
  }
}
