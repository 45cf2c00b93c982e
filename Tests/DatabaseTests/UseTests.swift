import Basics
import TestKit
import Testing

@testable import Database

@Suite struct `Using the database` {
  let tenant: Tenant
  let db: TenantDatabase

  init() async throws {
    tenant = try await Tenant()
    db = tenant.db
  }

  @Test func `writes and reads as one tenant`() async throws {
    let id = try await tenant.note("hello", number: 7)
    let notes = try await db.all(
      "select id, text, number from notes where tenant_id = \(db.tenant)", as: Note.self)
    #expect(notes.map(\.id) == [id])
    #expect(notes.map(\.text) == ["hello"])
    #expect(notes.map(\.number) == [7])
  }

  @Test func `says how many rows were written`() async throws {
    for number in 1...3 { try await tenant.note("n", number: number) }
    #expect(
      try await db.run("update notes set number = 0 where tenant_id = \(db.tenant) and number > \(1)") == 2)
    #expect(try await db.run("delete from notes where tenant_id = \(db.tenant) and number > \(1)") == 0)
  }

  @Test func `reads what a write returns`() async throws {
    let number = try await db.runOne(
      """
      insert into notes (tenant_id, id, text, number) values (\(db.tenant), \(RecordID<Note>()), \("x"), \(41))
      returning number + 1
      """, as: Int.self)
    #expect(number == 42)
    let none = try await db.runFirst(
      "update notes set text = \("y") where tenant_id = \(db.tenant) and number = \(1) returning id",
      as: RecordID<Note>.self)
    #expect(none == nil)
  }

  @Test func `finds one row or says that there is none`() async throws {
    await #expect(throws: Failure.notFound) {
      try await db.one("select text from notes where tenant_id = \(db.tenant)", as: String.self)
    }
    try await tenant.note("a")
    #expect(try await db.one("select text from notes where tenant_id = \(db.tenant)", as: String.self) == "a")
    try await tenant.note("b")
    #expect(
      await kind {
        _ = try await db.one("select text from notes where tenant_id = \(db.tenant)", as: String.self)
      }
        == .undecodable)
    #expect(
      try await db.first("select text from notes where tenant_id = \(db.tenant) order by id", as: String.self)
        == "a")
  }

  @Test func `reads a null`() async throws {
    #expect(
      try await db.one("select max(number) from notes where tenant_id = \(db.tenant)", as: Int?.self) == nil)
    #expect(try await db.one("select \(nil as String?)", as: String?.self) == nil)
    #expect(try await db.one("select \("" as String?)", as: String?.self) == "")
    #expect(await kind { _ = try await db.one("select null::text", as: String.self) } == .undecodable)
  }

  @Test func `composes fragments`() async throws {
    for number in 1...5 { try await tenant.note("n\(number)", number: number) }
    let conditions: [SQL] = ["tenant_id = \(db.tenant)", "number > \(1)", "number <> \(4)"]
    let filter = SQL.joined(conditions, by: " and ")
    let order: SQL = "order by number desc limit \(2)"
    let found = try await db.all(
      "select number from notes where \(fragment: filter) \(fragment: order)", as: Int.self)
    #expect(found == [5, 3])
  }

  @Test func `refuses a write by a verb that reads`() async throws {
    #expect(
      await kind {
        _ = try await db.all(
          "delete from notes where tenant_id = \(db.tenant) returning number", as: Int.self)
      }
        == .readOnly)
    let global = try await Notebook.shared().databases.global
    #expect(
      await kind { _ = try await global.all("delete from words returning id", as: Int.self) } == .readOnly)
  }

  @Test func `refuses statements that would steer the connection`() async throws {
    let texts: [SQL] = [
      "commit", "rollback", "set app.tenant_id = 'x'", "  begin", "-- x\n/* y */ commit",
      "copy words to stdout",
      "select set_config('app.tenant_id', 'x', false)", "listen words", "discard all", "deallocate all",
    ]
    for text in texts { #expect(await kind { try await db.run(text) } == .misuse, "\(text.text)") }
  }

  @Test func `says what does not fit a row`() async throws {
    func message(_ sql: SQL) async -> String {
      do {
        _ = try await db.all(sql, as: Note.self)
        return ""
      } catch { return "\(error)" }
    }
    #expect(await message("select \(RecordID<Note>()), 'x'").contains("there are 2 columns"))
    #expect(
      await message("select \(RecordID<Note>()), 'x', 1, 2").contains("there are 4 columns, and 3 were read"))
    #expect(await message("select \(RecordID<Note>()), 1, 2").contains("column 2 (?column?) is of type 23"))
    #expect(
      await message("select \(RecordID<Note>()), 'x', sum(x) from (select 1::bigint x) s").contains("bigint"))
    #expect(await message("select \(RecordID<Note>()), 'x', null::int").contains("is NULL"))
  }

  @Test func `does many statements in one transaction and one round trip`() async throws {
    let statements: [SQL] = (1...50).map { number in
      "insert into notes (tenant_id, id, text, number) values (\(db.tenant), \(RecordID<Note>()), \("n"), \(number))"
    }
    #expect(try await db.run(statements) == Array(repeating: 1, count: 50))
    let bad: [SQL] = [
      "delete from notes where tenant_id = \(db.tenant)",
      "insert into notes (tenant_id) values (\(db.tenant))",
      "delete from notes where tenant_id = \(db.tenant)",
    ]
    #expect(await kind { try await db.run(bad) } == .notNullViolation)
    #expect(try await tenant.texts().count == 50)
  }

  @Test func `names a constraint that is violated`() async throws {
    let id = try await tenant.note("a")
    do {
      try await db.run("insert into notes (tenant_id, id, text) values (\(db.tenant), \(id), \("b"))")
      Issue.record("no error")
    } catch let error as DatabaseError {
      #expect(error.kind == .uniqueViolation)
      #expect(error.constraint == "notes_pkey")
      #expect(error.sqlState == "23505")
      #expect(!error.description.contains("\(id)"))
    }
    #expect(DatabaseError.withoutShard("orders_pkey_102008") == "orders_pkey")
    #expect(DatabaseError.withoutShard("orders_line_2") == "orders_line_2")
  }

  @Test func `streams a large result`() async throws {
    var sum = 0
    var count = 0
    try await db.stream("select n from generate_series(1, \(10_000)) n", as: Int.self, batch: 700) { number in
      sum += number
      count += 1
    }
    #expect(count == 10_000)
    #expect(sum == 50_005_000)
  }

  @Test func `ends a stream whose reader throws`() async throws {
    struct Enough: Error {}
    await #expect(throws: Enough.self) {
      try await db.stream("select n from generate_series(1, 100000) n", as: Int.self) {
        if $0 == 3 { throw Enough() }
      }
    }
    #expect(try await db.one("select 1", as: Int.self) == 1)
  }

  @Test func `borrows text from the result`() async throws {
    let rows = try await db.rows("select 'ঢাকা' from generate_series(1, 3)")
    struct Borrowed: FromRow {
      let text: ResultText
      init(row: inout Row) throws { text = try row.nextText() }
    }
    #expect(try rows.all(Borrowed.self).map(\.text.string) == ["ঢাকা", "ঢাকা", "ঢাকা"])
  }
}
