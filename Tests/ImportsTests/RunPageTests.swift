import Basics
import Database
import HTTP
import Storage
import TestKit
import Testing
import Web

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
    #expect(try await counter.visitor.get("\(page.path)/refused.csv").status == 405)
    let asked = try await counter.visitor.submit(page.form("\(page.path)/refused.csv"))
    #expect(asked.asksForProof && !asked.text.contains("not a whole number"))
    let refused = try await counter.visitor.confirm(asked)
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
    let answer = try await counter.visitor.follow(counter.visitor.submitConfirmed(form))
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
