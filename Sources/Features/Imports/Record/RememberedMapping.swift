import Basics
import Crypto
import Database
import Sheets

/// How a file with the same columns was read last time.
package struct RememberedMapping: Sendable, FromRow {
  package let format: SheetFormat
  package private(set) var mapping: ColumnMapping
  package let source: String

  package init(row: inout Row) throws {
    format = try row.next(JSON<SheetFormat>.self).value
    mapping = try row.next(JSON<ColumnMapping>.self).value
    source = try row.next()
  }

  /// What was remembered for these columns. A file of refused rows is read as the file was that they come from. What
  /// names a field that the kind has no more is forgotten: the column would be lost without a word.
  package static func find<Kind: ImportKind>(for header: [String], of _: Kind.Type, in db: TenantDatabase)
    async throws -> RememberedMapping?
  {
    let found = try await find(for: header, kind: Kind.key, in: db)
    return found.flatMap { $0.mapping == $0.mapping.known(to: Kind.self) ? $0 : nil }
  }

  private static func find(for header: [String], kind: String, in db: TenantDatabase) async throws
    -> RememberedMapping?
  {
    if let own = RefusedRows.own(header), var remembered = try await find(for: own, kind: kind, in: db) {
      remembered.mapping.fields.insert(contentsOf: [nil, nil, RefusedRows.placeField], at: 0)
      return remembered
    }
    return try await db.first(
      """
      select format, mapping, source
        from import_mappings
       where tenant_id = \(db.tenant) and kind = \(kind) and header_hash = \(hash(of: header))
      """)
  }

  /// Remembers how an import is read, for the next file with its columns.
  package static func remember(_ id: Import.ID, at now: Instant, in db: TenantDatabase) async throws {
    let header = try await db.one(
      "select header from imports where tenant_id = \(db.tenant) and id = \(id)", as: [String].self)
    try await db.run(
      """
      insert into import_mappings (tenant_id, kind, header_hash, format, mapping, source, used_at)
      select \(db.tenant), kind, \(hash(of: header)), format, mapping, source, \(now)
        from imports
       where tenant_id = \(db.tenant) and id = \(id)
      on conflict (tenant_id, kind, header_hash)
      do update set format = excluded.format, mapping = excluded.mapping, source = excluded.source,
                    used_at = excluded.used_at
      returning kind
      """)
  }

  private static func hash(of header: [String]) -> [UInt8] { SHA256.hash(header.joined(separator: "\u{1F}")) }
}

extension ColumnMapping {
  /// Without the fields that a kind has no more: columns that went to one go nowhere.
  func known<Kind: ImportKind>(to _: Kind.Type) -> ColumnMapping {
    let known = Set(Kind.fields.map(\.key) + [RefusedRows.placeField])
    return ColumnMapping(fields: fields.map { $0.flatMap { known.contains($0) ? $0 : nil } })
  }
}
