import Basics
import Database
import HTTP
import Storage
import TestKit
import Testing
import Web

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
    try TestSite.storage.remove(hash, for: counter.shop.db.tenant, keptBefore: .now + .seconds(60))
    let answer = try await counter.visitor.get(page.path)
    #expect(answer.notices.contains { $0.contains("The file is not kept any more.") })
  }

  @Test func `asks for the columns of fields that are gone since it was stored`() async throws {
    let page = try await counter.draft(Counter.lines)
    let db = counter.shop.db
    try await db.run(
      """
      update imports
         set mapping = replace(replace(mapping::text, '"quantity"', '"pieces"'), '"country"', '"land"')::jsonb
       where tenant_id = \(db.tenant)
      """)
    let older = try await counter.visitor.get(page.path)
    #expect(older.notices.contains { $0.contains("No column holds “Quantity”.") }, "\(older.notices)")
    #expect(older.words.contains("6 of 8 used"))
    #expect(try older.form("\(page.path)/mapping").values["column-7"] == "")
    let mended = try await counter.press("mapping", on: older, ["column-3": "quantity"])
    #expect(mended.words.contains("7 of 8 used"))
    let mapping = try await db.one(
      "select mapping::text from imports where tenant_id = \(db.tenant)", as: String.self)
    #expect(!mapping.contains("land") && mapping.contains("quantity"))
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
