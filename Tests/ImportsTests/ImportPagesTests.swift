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
    try await visitor.follow(visitor.submit(page.form("\(page.path)/\(step)"), changes))
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
}

@Suite struct `A file that is not imported yet` {
  let counter: Counter

  init() async throws { counter = try await Counter() }

  @Test func `is shown as it will be understood, with what would come of it`() async throws {
    let page = try await counter.draft(Counter.lines)
    #expect(page.value("source") == "csv")
    #expect(page.fact("Rows in the file") == "4")
    #expect(page.fact("New") == "3")
    #expect(page.fact("Cannot be taken") == "1")
    #expect(page.words.contains("Quantity: not a whole number"))
    #expect(page.words.contains("Import 3 rows"))
    #expect(page.words.contains("€3.25"))
    #expect(try await counter.count("orders") == 0)
  }

  @Test func `waits for its trial without being written anywhere`() async throws {
    let location = try #require(try await counter.bring(Counter.lines).location)
    let page = try await counter.visitor.get(location)
    #expect(page.words.contains("The whole file is being tried."))
    #expect(
      page.markup.elements.contains {
        $0["data-live"]?.hasPrefix("\(location)/progress?shown=draft-0-") ?? false
      })
    #expect(throws: TestKitError.self) { try page.form("\(location)/run") }
  }

  @Test func `says at once which column is missing, and is tried when it is matched`() async throws {
    let lines = Counter.lines.replacing("Quantity", with: "How many pieces were it")
    let page = try await counter.draft(lines)
    #expect(page.notices.contains { $0.contains("Quantity") }, "\(page.notices)")
    #expect(throws: TestKitError.self) { try page.form("\(page.path)/run") }
    let mapped = try await counter.press("mapping", on: page, ["column-3": "quantity"])
    #expect(mapped.words.contains("The whole file is being tried."))
    try await counter.runJobs()
    #expect(try await counter.visitor.get(page.path).words.contains("Import 3 rows"))
  }

  @Test func `says when two columns go to one place`() async throws {
    let page = try await counter.draft(Counter.lines)
    let twice = try await counter.press("mapping", on: page, ["column-7": "quantity"])
    #expect(twice.notices.contains { $0.contains("Country") && $0.contains("Quantity") }, "\(twice.notices)")
    #expect(throws: TestKitError.self) { try twice.form("\(page.path)/run") }
  }

  @Test func `follows what is said of its dates and numbers`() async throws {
    let lines = """
      InvoiceNo;StockCode;Quantity;InvoiceDate;UnitPrice
      1;A;1;03/04/2026;1.234,50
      2;A;1;05/04/2026;0,50

      """
    let page = try await counter.draft(lines)
    #expect(page.words.contains("3 Apr 2026") && page.words.contains("€1,234.50"), "\(page.words)")
    let other = try await counter.press("mapping", on: page, ["dates": "month"])
    #expect(other.words.contains("4 Mar 2026") && !other.words.contains("3 Apr 2026"))
  }

  @Test func `is matched anew when it is cut otherwise`() async throws {
    let page = try await counter.draft(Counter.lines.replacing(",", with: ";"))
    let cut = try await counter.press("mapping", on: page, ["delimiter": "comma"])
    #expect(cut.words.contains("InvoiceNo;StockCode;Description"))
    #expect(cut.notices.contains { $0.contains("Choose one.") })
    let mended = try await counter.press("mapping", on: cut, ["delimiter": "semicolon"])
    #expect(mended.words.contains("8 of 8 used"))
  }

  @Test func `stays as it was when it cannot be read in the encoding that was chosen`() async throws {
    // As pairs of bytes it has no line break, and is all header.
    let rows = String(repeating: "1001,A1,CLAY MUG,2,2026-11-02 10:00:00,3.25,17,France\n", count: 40_000)
    let page = try await counter.draft(Counter.lines + rows)
    let answer = try await counter.press("mapping", on: page, ["encoding": "utf-16le"])
    #expect(answer.status == 422)
    #expect(answer.problem("encoding") != nil)
    #expect(try answer.form("\(page.path)/mapping").values["encoding"] == "utf-8")
    #expect(try await counter.visitor.get(page.path).words.contains("8 of 8 used"))
  }

  @Test func `whose file is gone says so`() async throws {
    let page = try await counter.draft(Counter.lines)
    let hash = try await counter.shop.db.one(
      "select file_hash from imports where tenant_id = \(counter.shop.db.tenant)", as: [UInt8].self)
    try TestSite.storage.remove(hash, for: counter.shop.db.tenant)
    let answer = try await counter.visitor.get(page.path)
    #expect(answer.notices.contains { $0.contains("The file is not kept any more.") })
  }

  @Test func `keeps a source that is too long in its form`() async throws {
    let page = try await counter.draft(Counter.lines)
    let long = String(repeating: "a", count: 101)
    let answer = try await counter.press("mapping", on: page, ["source": long])
    #expect(answer.status == 422)
    #expect(answer.problem("source") == "At most 100 characters fit here.")
    let empty = try await counter.press("mapping", on: page, ["source": " "])
    #expect(empty.problem("source") != nil)
  }

  @Test func `is read as the last one with these columns`() async throws {
    let page = try await counter.draft(Counter.lines)
    let mapped = try await counter.press(
      "mapping", on: page, ["column-7": "", "zone": "Asia/Dhaka", "source": "till"])
    try await counter.runJobs()
    try await counter.press("run", on: try await counter.visitor.get(mapped.path))
    try await counter.runJobs()
    let next = try await counter.draft(Counter.lines.replacing("100", with: "200"))
    #expect(next.words.contains("Read and matched as the last file with these columns."))
    #expect(next.value("source") == "till")
    let form = try next.form("\(next.path)/mapping")
    #expect(form.values["column-7"] == "" && form.values["zone"] == "Asia/Dhaka")
  }

  @Test func `says that it is here already`() async throws {
    _ = try await counter.imported(Counter.lines)
    let again = try await counter.draft(Counter.lines)
    #expect(again.notices.contains { $0.contains("This very file has been brought before.") })
    #expect(again.fact("New") == "0")
    #expect(again.fact("Here already") == "3")
  }

  @Test func `is removed without a trace`() async throws {
    let page = try await counter.draft(Counter.lines)
    let list = try await counter.press("removal", on: page)
    #expect(list.notices.contains("sales.csv is removed."))
    #expect(try await counter.count("imports") == 0)
    #expect(try await counter.visitor.get(page.path).status == 404)
  }

  @Test func `belongs to its kind and its shop`() async throws {
    let page = try await counter.draft(Counter.lines)
    let id = page.path.split(separator: "/").last ?? ""
    #expect(try await counter.visitor.get(counter.shop.path("/products/imports/\(id)")).status == 404)
    let other = try await Counter()
    #expect(try await other.visitor.get("\(other.path)/\(id)").status == 404)
    let csrf = try page.form("\(page.path)/run").values["csrf"] ?? ""
    for step in ["mapping", "run", "pause", "resume", "cancel", "undo", "removal"] {
      let own = try await other.visitor.get("/account").form("/account/name").values["csrf"] ?? ""
      #expect(try await other.visitor.post("\(other.path)/\(id)/\(step)", ["csrf": own]).status == 404)
      #expect(try await other.visitor.post("\(page.path)/\(step)", ["csrf": csrf]).status == 404)
    }
  }
}

@Suite struct `An import and its page` {
  let counter: Counter

  init() async throws { counter = try await Counter() }

  @Test func `tell what was done with every row`() async throws {
    let page = try await counter.imported(Counter.lines)
    #expect(
      page.fact("Rows read") == "4" && page.fact("New") == "3" && page.fact("Could not be taken") == "1")
    #expect(
      page.words.contains("1 row cannot be taken") && page.words.contains("Quantity: not a whole number"))
    let rows = try #require(page.markup.elements.compactMap { $0["href"] }.first { $0.contains("?import=") })
    #expect(try await counter.visitor.get(rows).words.contains("C1002"))
    #expect(try await counter.count("orders") == 2)
  }

  @Test func `give the refused rows back, and take them mended in their place`() async throws {
    let page = try await counter.imported(Counter.lines)
    let refused = try await counter.visitor.get("\(page.path)/refused.csv")
    #expect(refused.headers.first("Content-Disposition") == "attachment; filename=\"refused-sales.csv\"")
    #expect(refused.text.contains("Quantity: not a whole number"))
    let mended = refused.text.replacing("many", with: "5")
    let again = try await counter.imported(mended)
    #expect(again.fact("New") == "1")
    #expect(try await counter.count("orders") == 3)
  }

  @Test func `wait, are paused, go on and are stopped`() async throws {
    let draft = try await counter.draft(Counter.lines)
    let waiting = try await counter.press("run", on: draft)
    #expect(waiting.words.contains("Waiting its turn"))
    let paused = try await counter.press("pause", on: waiting)
    #expect(paused.words.contains("Paused"))
    #expect(throws: TestKitError.self) { try paused.form("\(draft.path)/pause") }
    try await counter.runJobs()
    #expect(try await counter.count("orders") == 0)
    _ = try await counter.press("resume", on: paused)
    let stopped = try await counter.press("cancel", on: try await counter.visitor.get(draft.path))
    #expect(stopped.words.contains("You stopped it."))
  }

  @Test func `are taken back as a whole`() async throws {
    let page = try await counter.imported(Counter.lines)
    #expect(page.words.contains("Possible until"))
    let undoing = try await counter.press("undo", on: page)
    #expect(undoing.words.contains("Being undone"))
    try await counter.runJobs()
    let undone = try await counter.visitor.get(page.path)
    #expect(undone.words.contains("This import was taken back."))
    #expect(undone.fact("Orders taken away") == "2")
    #expect(try await counter.count("orders") == 0)
    #expect(throws: TestKitError.self) { try undone.form("\(page.path)/undo") }
  }

  @Test func `are stopped and taken back in one`() async throws {
    let draft = try await counter.draft(Counter.lines)
    let waiting = try await counter.press("run", on: draft)
    _ = try await counter.press("undo", on: waiting)
    try await counter.runJobs()
    #expect(try await counter.visitor.get(draft.path).words.contains("Undone"))
  }

  @Test func `cannot be taken back after thirty days`() async throws {
    let page = try await counter.imported(Counter.lines)
    let form = try page.form("\(page.path)/undo")
    try await counter.shop.db.run(
      """
      update imports set finished_at = finished_at - interval '31 days'
       where tenant_id = \(counter.shop.db.tenant)
      """)
    let answer = try await counter.visitor.follow(counter.visitor.submit(form))
    #expect(answer.notices.contains("An import can be taken back within 30 days of its end."))
    #expect(throws: TestKitError.self) { try answer.form("\(page.path)/undo") }
    #expect(try await counter.count("orders") == 2)
  }

  @Test func `say so when somebody else was quicker`() async throws {
    let draft = try await counter.draft(Counter.lines)
    let form = try draft.form("\(draft.path)/run")
    #expect(try await counter.visitor.submit(form).status == 303)
    let answer = try await counter.visitor.follow(counter.visitor.submit(form))
    #expect(answer.notices.contains("This import has been started already."))
  }

  @Test func `are read in Bengali without a word of English missing`() async throws {
    let counter = try await Counter(language: "bn")
    let draft = try await counter.draft(Counter.lines)
    #expect(draft.words.contains("সারি আনুন"))
    try await counter.press("run", on: draft)
    try await counter.runJobs()
    let report = try await counter.visitor.get(draft.path)
    #expect(report.words.contains("যা করা হলো"))
  }
}
