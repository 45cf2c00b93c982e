import Basics
import Database

/// The tables whose rows an import may change that were there before it.
package enum ChangedTable: String, Sendable, ColumnValue {
  case orders, customers, products, variants
}

/// A row as it was before an import changed it: what undoing that import puts back.
package struct RowImage: Sendable, FromRow {
  package let row: RecordID<RowImage>
  /// All its columns.
  package let before: JSONBytes

  package init(row: inout Row) throws {
    self.row = try row.next()
    before = try row.next()
  }

  /// Notes rows as they are, before they are changed, in the transaction of the change. The first image that an import
  /// takes of a row stays. What of a row is sealed, in its column `contact`, stands beside the image, where a rotation of
  /// keys finds it.
  /// - Parameter rows: a query of keys and `to_jsonb` of the rows, without those that the import itself has made.
  package static func note(
    _ table: ChangedTable, _ rows: SQL, for target: ImportTarget, in db: TenantDatabase
  ) async throws {
    guard let id = target.id else { return }
    try await db.run(
      """
      insert into import_changes (tenant_id, import_id, subject, row_id, before, contact, noted_at)
      select \(db.tenant), \(id), \(table), r.id, r.before - 'contact', (r.before->>'contact')::bytea, \(Instant.now)
        from (\(fragment: rows)) as r (id, before)
      on conflict do nothing
      returning row_id
      """)
  }

  /// Takes some of an import's images out of the table, to put them back.
  ///
  /// Where a later import has changed the row too, the row stays as that one left it, and the image becomes what undoing
  /// that one puts back. Those are counted, and not returned.
  package static func take(
    _ limit: Int, of table: ChangedTable, from id: Import.ID, counting outcome: inout UndoOutcome,
    in db: TenantDatabase
  ) async throws -> Taken {
    let images = try await db.runAll(
      """
      delete from import_changes
       where tenant_id = \(db.tenant) and import_id = \(id) and subject = \(table)
         and row_id = any(array(
               select row_id from import_changes
                where tenant_id = \(db.tenant) and import_id = \(id) and subject = \(table)
                order by row_id limit \(limit)))
      returning row_id, \(fragment: whole), noted_at
      """, as: TimedImage.self)
    let heirs = try await heirs(of: images, table, after: id, in: db)
    outcome.left += heirs.count
    let back = images.filter { !heirs.contains($0.row) }
    outcome.putBack += back.count
    return Taken(
      rows: images.map(\.row), back: back.map { RowImage(row: $0.row, before: $0.before) },
      isAll: images.count < limit)
  }

  private static let whole: SQL = """
    case when contact is null then before else before || jsonb_build_object('contact', contact) end
    """

  /// What was taken out.
  package struct Taken: Sendable {
    /// The keys of all rows that the import has changed.
    package let rows: [RecordID<RowImage>]
    /// Those that are to be put back.
    package let back: [RowImage]
    /// Whether none is left.
    package let isAll: Bool

    package var backRows: [RecordID<RowImage>] { back.map(\.row) }
    package var backImages: [JSONBytes] { back.map(\.before) }
  }

  /// Drops the earliest image that is left of each row, since what it shows is gone, and tells which import took it.
  package static func giveUp(
    _ rows: [RecordID<RowImage>], of table: ChangedTable, in db: TenantDatabase
  ) async throws -> [RecordID<RowImage>: Import.ID] {
    let found = try await db.runAll(
      """
      delete from import_changes c
       where c.tenant_id = \(db.tenant) and c.subject = \(table) and c.row_id = any(\(rows)) and not exists (
             select 1 from import_changes e
              where e.tenant_id = \(db.tenant) and e.subject = c.subject and e.row_id = c.row_id
                and (e.noted_at, e.import_id) < (c.noted_at, c.import_id))
      returning c.row_id, c.import_id
      """, as: Heir.self)
    return Dictionary(found.map { ($0.row, $0.id) }) { first, _ in first }
  }

  private init(row: RecordID<RowImage>, before: JSONBytes) {
    self.row = row
    self.before = before
  }

  /// Hands images on to the next import that changed the same rows, and tells which rows those are.
  private static func heirs(
    of images: [TimedImage], _ table: ChangedTable, after id: Import.ID, in db: TenantDatabase
  ) async throws -> Set<RecordID<RowImage>> {
    if images.isEmpty { return [] }
    let found = try await db.runAll(
      """
      update import_changes c
         set before = u.before - 'contact', contact = (u.before->>'contact')::bytea, noted_at = u.noted_at
        from unnest(\(images.map(\.row)), \(images.map(\.before)), \(images.map(\.noted))) as u (row_id, before, noted_at)
       where c.tenant_id = \(db.tenant) and c.subject = \(table) and c.row_id = u.row_id and c.import_id = (
             select l.import_id from import_changes l
              where l.tenant_id = \(db.tenant) and l.subject = \(table) and l.row_id = u.row_id
                and l.noted_at > u.noted_at
              order by l.noted_at limit 1)
      returning c.row_id
      """, as: RecordID<RowImage>.self)
    return Set(found)
  }
}

private struct Heir: FromRow {
  let row: RecordID<RowImage>
  let id: Import.ID

  init(row: inout Row) throws {
    self.row = try row.next()
    id = try row.next()
  }
}

private struct TimedImage: FromRow {
  let row: RecordID<RowImage>
  let before: JSONBytes
  let noted: Instant

  init(row: inout Row) throws {
    self.row = try row.next()
    before = try row.next()
    noted = try row.next()
  }
}
