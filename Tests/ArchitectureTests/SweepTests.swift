import Basics
import Database
import Identity
import Testing

@Suite struct `Tables whose rows run out` {
  /// The columns that say until when; those of the jobs' leases and of the samples end something else than a row.
  private static let columns: Set<String> = [
    "ends_at", "expires_at", "free_at", "full_at", "pending_at", "valid_until",
  ]

  /// Swept elsewhere, and by whom.
  private static let others = ["invitations": "SweepInvitations"]

  /// Columns that end in the past or the future without ending their row.
  private static let otherColumns: Set<String> = ["products.full_at"]

  @Test func `are swept, each of them`() async throws {
    let found = try await Schema.names(
      """
      select c.relname || '.' || a.attname from pg_attribute a
        join pg_class c on c.oid = a.attrelid
       where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not c.relispartition
         and a.attnum > 0 and not a.attisdropped and a.atttypid = 'timestamptz'::regtype
       order by 1
      """)
    let ending = found.filter { name in
      Self.columns.contains(String(name.split(separator: ".").last ?? ""))
        && !Self.otherColumns.contains(name)
    }
    let tables = Set(ending.map { String($0.prefix { $0 != "." }) })
    let swept = Set(SweepAccounts.statements(at: .now).map(\.table)).union(Self.others.keys)
    #expect(tables.subtracting(swept) == [], "nobody sweeps these")
    #expect(swept.subtracting(tables) == [], "these have nothing that runs out")
    #expect(tables.count > 10)
  }

  @Test func `are swept by statements that name them`() throws {
    let source = try #require(SourceTree.swift.first { $0.path.hasSuffix("SweepAccounts.swift") }).text
    for (table, _) in SweepAccounts.statements(at: .now) {
      #expect(source.contains("delete from \(table)\n") || source.contains("delete from \(table) where"))
    }
    for job in Self.others.values {
      #expect(SourceTree.swift.contains { $0.path.hasSuffix("\(job).swift") })
    }
  }
}
