import Basics
import Foundation
import Jobs
import Orders
import TestKit
import Testing

@testable import Database

/// Two shops with a row in every table, and a login of the application that sets the tenant by hand and leaves the
/// filter out: row security alone has to hold.
@Suite struct `Between two shops` {
  let mine: TenantID
  let theirs: TenantID
  let app: CommandLine
  let owner: CommandLine

  init() async throws {
    let database = try await TestPostgres.shared()
    mine = try await FilledShop.make().id
    theirs = try await FilledShop.make().id
    app = CommandLine(database.settings.appURL)
    owner = CommandLine(database.ownerURL)
  }

  @Test func `every table has rows of both`() async throws {
    for table in try await Schema.tenantTables() {
      for shop in [mine, theirs] {
        let count = try owner.count("select count(*) from \(table) where tenant_id = '\(shop)'")
        #expect(count > 0, "\(table) is empty: give FilledShop a way to fill it")
      }
    }
  }

  @Test func `nothing can be done without a tenant`() async throws {
    for table in try await Schema.tenantTables() {
      for statement in try statements(table) {
        let state = app.state(of: ["begin", statement])
        let isRefused = ["42704", "22P02", "42501"].contains(state)
        #expect(isRefused, "\(statement) without a tenant: \(state ?? "done")")
      }
    }
  }

  @Test func `nothing can be done to a row of another`() async throws {
    let enter = "set app.tenant_id = '\(mine)'"
    for table in try await Schema.tenantTables() {
      let seen = try app.count("select count(*) from \(table)", after: [enter])
      let own = try owner.count("select count(*) from \(table) where tenant_id = '\(mine)'")
      #expect(seen == own && own > 0, "\(table): sees \(seen) rows of its own \(own)")
      #expect(
        try app.count("select count(*) from \(table) where tenant_id = '\(theirs)'", after: [enter]) == 0)
      for change in try changes(table, of: theirs) {
        #expect(app.affected(change, after: [enter]) == 0, "\(change)")
      }
      for change in try changes(table, of: mine) {
        #expect(app.affected(change, after: [enter]) > 0, "the control \(change)")
      }
      let insert = try insertion(into: table, copying: theirs)
      #expect(app.state(of: ["begin", enter, insert]) == "42501", "\(table): inserting for another")
      let control = try insertion(into: table, copying: mine)
      #expect(
        app.state(of: ["begin", enter, control]) == "23505", "\(table): the control, one's own row again")
    }
  }

  @Test func `a view shows only one's own`() async throws {
    let views = try await Schema.names(
      "select oid::regclass::text from pg_class where relkind = 'v' and relnamespace = 'reporting'::regnamespace"
    )
    #expect(!views.isEmpty)
    for view in views {
      let enter = "set app.tenant_id = '\(mine)'"
      #expect(try app.count("select count(*) from \(view) where tenant_id <> '\(mine)'", after: [enter]) == 0)
      #expect(try app.count("select count(*) from \(view) where tenant_id = '\(mine)'", after: [enter]) > 0)
      #expect(app.state(of: ["begin", "select count(*) from \(view)"]) == "42704")
    }
  }

  /// What a table allows the application at all.
  private func rights(_ table: String) throws -> Set<String> {
    let rows = try owner.rows(
      """
      select p from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p
       where has_table_privilege('haat_app', 'public.\(table)', p)
      """)
    return Set(rows.compactMap(\.first))
  }

  private func statements(_ table: String) throws -> [String] {
    [
      "select count(*) from \(table)", "update \(table) set tenant_id = tenant_id", "delete from \(table)",
      try insertion(into: table, copying: theirs),
    ]
  }

  private func changes(_ table: String, of shop: TenantID) throws -> [String] {
    let rights = try rights(table)
    let update = "update \(table) set tenant_id = tenant_id where tenant_id = '\(shop)'"
    let delete = "delete from \(table) where tenant_id = '\(shop)'"
    return (rights.contains("UPDATE") ? [update] : []) + (rights.contains("DELETE") ? [delete] : [])
  }

  private func insertion(into table: String, copying shop: TenantID) throws -> String {
    let row = try owner.rows("select to_jsonb(t)::text from \(table) t where tenant_id = '\(shop)' limit 1")
    let json = (row.first?.first ?? "{}").replacingOccurrences(of: "'", with: "''")
    // What is generated cannot be written.
    let columns = try owner.rows(
      """
      select string_agg(quote_ident(attname), ', ') from pg_attribute
       where attrelid = 'public.\(table)'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      """)
    let names = columns.first?.first ?? ""
    return
      "insert into \(table) (\(names)) select \(names) from jsonb_populate_record(null::\(table), '\(json)')"
  }
}

/// A login that runs any text, as a program with a hole in it would.
struct CommandLine {
  private let url: String

  init(_ url: String) { self.url = url }

  func rows(_ statement: String, after first: [String] = []) throws -> [[String]] {
    let connection = try CommandConnection(ServerAddress(url))
    for one in first { try connection.run(one) }
    return try connection.rows(statement)
  }

  func count(_ statement: String, after first: [String] = []) throws -> Int {
    try rows(statement, after: first).first?.first.flatMap(Int.init) ?? -1
  }

  /// How many rows a change touches; it is rolled back, and its foreign keys are not looked at.
  func affected(_ change: String, after first: [String]) -> Int {
    let counted = "with changed as (\(change) returning 1) select count(*) from changed"
    do {
      return try count(counted, after: first + ["begin"])
    } catch let error as DatabaseError where error.kind == .foreignKeyViolation {
      return 1
    } catch {
      return -1
    }
  }

  /// The SQLSTATE that the last of these statements fails with, or nil.
  func state(of statements: [String]) -> String? {
    do {
      _ = try rows(statements.last ?? "", after: statements.dropLast())
      return nil
    } catch {
      return (error as? DatabaseError)?.sqlState ?? "\(error)"
    }
  }
}
