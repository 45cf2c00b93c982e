import Basics
import Database
import TestKit
import Testing

@testable import Imports

@Suite struct `The standing of an import` {
  let counter: Counter

  init() async throws { counter = try await Counter() }

  /// What does not fit would be an error where somebody reads it.
  private func spoil(_ column: SQL) async throws {
    try await counter.shop.db.run(
      """
      update imports set \(fragment: column) where tenant_id = \(counter.shop.db.tenant)
      """)
  }

  private func expectToBeShown(_ page: String, rows: String) async throws {
    let list = try await counter.visitor.get(counter.path)
    #expect(list.status == 200 && list.words.contains(rows), "\(list.words)")
    #expect(try await counter.visitor.get("\(page)/progress").status == 200)
  }

  @Test func `is read without what its run has found`() async throws {
    let page = try await counter.imported(Counter.lines)
    try await spoil("report = '{}', trial = '{}', header = '{}', format = '{}', mapping = '{}'")
    try await expectToBeShown(page.path, rows: "4 rows")
  }

  @Test func `is read without the rows that a trial would refuse`() async throws {
    let draft = try await counter.draft(Counter.lines)
    try await spoil(#"trial = trial || '{"problems": "none"}'"#)
    try await expectToBeShown(draft.path, rows: "4 rows")
    #expect(try await counter.visitor.get(counter.path).words.contains("1 refused"))
  }

  @Test func `tells the rows that its trial has counted while it waits`() async throws {
    let draft = try await counter.draft(Counter.lines)
    try await counter.press("run", on: draft)
    try await spoil("trial = '{}'")
    try await expectToBeShown(draft.path, rows: "4 rows")
  }
}
