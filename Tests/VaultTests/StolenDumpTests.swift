import App
import Basics
import Crypto
import Database
import Foundation
import TestKit
import Testing
import Vault

@Suite struct `A stolen dump` {
  @Test func `tells nothing of what is sealed`() async throws {
    let notes = try await Notes()
    let db = notes.tenant()
    let secret = "the tide turns at Sandwip"
    let note = try await notes.write(secret, in: db)
    let mark = try await notes.vault.seal(Array(secret.utf8), as: Notes.mark, row: "\(note.id)", in: db)
    let label = try await notes.vault.seal(Array(secret.utf8), as: Notes.label, row: "tag", in: db)
    let home = notes.databases.tenant(.platform)
    let draft = try await notes.vault.seal(Array(secret.utf8), as: Notes.draft, row: "\\x01", in: home)
    try await db.run([
      "update sealed_notes set mark = \(mark) where tenant_id = \(db.tenant) and id = \(note.id)",
      "insert into sealed_labels (tenant_id, name, label) values (\(db.tenant), 'tag', \(label))",
      "insert into sealed_drafts (token, draft) values ('\\x01', \(draft))",
    ])
    let dump = try self.dump(of: notes.database)
    #expect(dump.contains(Hex.encode(note.body)), "the dump has the row")
    for form in forms(of: secret) { #expect(!dump.contains(form), "\(form)") }
    for key in notes.masters.split(separator: ":") where key.utf8.count > 40 {
      #expect(!dump.contains(key))
    }
    await notes.databases.close()
  }

  /// As text, as bytea is written, and as base64.
  private func forms(of text: String) -> [String] {
    [text, Hex.encode(Array(text.utf8)), Data(text.utf8).base64EncodedString()]
  }

  private func dump(of database: TestDatabase) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: TestServer.programs + "/pg_dump")
    process.arguments = ["--data-only", "--dbname", database.ownerURL]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self)
  }
}

@Suite struct `The columns that features declare as sealed` {
  private struct Shape: FromRow {
    let type: String
    let isUpdatable: Bool
    let rowType: String?
    let isTenants: Bool

    init(row: inout Row) throws {
      type = try row.next()
      isUpdatable = try row.next()
      rowType = try row.next()
      isTenants = try row.next()
    }
  }

  @Test func `are there, hold bytes, and can be sealed anew`() async throws {
    let db = try await TestPostgres.shared().databases.global
    for column in Features.sealedColumns {
      let (table, name, row) = ("\(column.table)", "\(column.column)", "\(column.row)")
      let shape = try await db.first(
        """
        select format_type(a.atttypid, null),
               has_column_privilege('haat_app', c.oid, a.attnum, 'select')
               and has_column_privilege('haat_app', c.oid, a.attnum, 'update'),
               (select format_type(r.atttypid, null) from pg_attribute r where r.attrelid = c.oid and r.attname = \(row)),
               exists (select 1 from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
          from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attname = \(name)
         where c.relname = \(table) and c.relnamespace = 'public'::regnamespace
        """, as: Shape.self)
      let found = try #require(shape, "\(column.name) is no column")
      #expect(found.type == "bytea", "\(column.name)")
      #expect(found.isUpdatable, "haat_app may not update \(column.name)")
      #expect(found.rowType == "\(column.rowType)", "\(column.name)")
      #expect(found.isTenants != column.isGlobal, "\(column.name)")
    }
    #expect(Set(Features.sealedColumns).count == Features.sealedColumns.count)
  }
}
