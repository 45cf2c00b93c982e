import Basics
import Database
import Sheets
import Storage
import Web

extension Import {
  /// What is known of a file before it is mapped.
  package struct Draft: Sendable {
    package var kind: String
    package var source: String
    package var fileName: String
    package var file: StoredFile
    package var format: SheetFormat
    package var mapping: ColumnMapping
    package var header: [String]
    package var person: PersonID?

    package init(
      kind: String, source: String, fileName: String, file: StoredFile, format: SheetFormat,
      mapping: ColumnMapping,
      header: [String], person: PersonID?
    ) {
      self.kind = kind
      self.source = source
      self.fileName = fileName
      self.file = file
      self.format = format
      self.mapping = mapping
      self.header = header
      self.person = person
    }
  }

  /// Notes a file that has been stored and examined.
  package static func create(_ draft: Draft, at now: Instant, in db: TenantDatabase) async throws -> ID {
    let id = ID()
    try await db.run(
      """
      insert into imports (
        tenant_id, id, kind, source, file_name, file_hash, file_size, state, format, mapping, header, person_id,
        created_at, changed_at)
      values (
        \(db.tenant), \(id), \(draft.kind), \(draft.source), \(shownName(of: draft.fileName)),
        \(draft.file.hash), \(draft.file.size), 'draft', \(JSON(draft.format)), \(JSON(draft.mapping)),
        \(draft.header), \(draft.person), \(now), \(now))
      """)
    return id
  }

  /// What people see of the name that a file came with, which may be of any length and of any characters.
  static func shownName(of name: String) -> String {
    let shown = name.normalizedLine.cut(to: 300)
    return shown.allSatisfy { $0 == "." || $0 == "/" || $0 == " " } ? "file" : shown
  }

  /// What the file of the import is called that an address names; nil for none.
  package static func fileName(of key: String?, in db: TenantDatabase) async throws -> String? {
    guard let id = key.flatMap({ ID($0) }) else { return nil }
    return try await db.first(
      "select file_name from imports where tenant_id = \(db.tenant) and id = \(id)", as: String.self)
  }

  /// The import of a key, or `Failure.notFound`.
  package static func find(_ id: ID, kind: String, in db: TenantDatabase) async throws -> Import {
    try await db.one(
      """
      select \(fragment: columns)
        from imports
       where tenant_id = \(db.tenant) and id = \(id) and kind = \(kind)
      """)
  }

  /// A page of them, one more than `size`, in the direction that the cursor says: the newest first.
  static func recent(_ size: Int, kind: String, from cursor: Cursor?, in db: TenantDatabase)
    async throws -> [ImportStanding]
  {
    let order: SQL = cursor?.direction == .newer ? "created_at, id" : "created_at desc, id desc"
    return try await db.all(
      """
      select \(fragment: ImportStanding.columns)
        from imports
       where tenant_id = \(db.tenant) and kind = \(kind) \(fragment: beside(cursor))
       order by \(fragment: order)
       limit \(size + 1)
      """)
  }

  private static func beside(_ cursor: Cursor?) -> SQL {
    guard let cursor, cursor.keys.count == 2, let at = Int64(cursor.keys[0]), let id = ID(cursor.keys[1])
    else {
      return .nothing
    }
    let moment = Instant(microseconds: at)
    return cursor.direction == .newer
      ? "and (created_at, id) > (\(moment), \(id))" : "and (created_at, id) < (\(moment), \(id))"
  }

  /// The last one of the same file and source that can still go on.
  package static func unfinished(_ hash: [UInt8], source: String, kind: String, in db: TenantDatabase)
    async throws
    -> Import?
  {
    try await db.first(
      """
      select \(fragment: columns)
        from imports
       where tenant_id = \(db.tenant) and file_hash = \(hash) and kind = \(kind) and source = \(source)
         and state in ('waiting', 'running', 'counting', 'paused', 'failed')
       order by created_at desc
       limit 1
      """)
  }
}
