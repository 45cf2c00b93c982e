import Basics
import Database
import Web

/// A search that somebody has given a name, to see it again.
package struct SavedView: FromRow, Sendable {
  package typealias ID = RecordID<SavedView>

  let id: ID
  let list: String
  let name: String
  /// The query of an address.
  let query: String
  let person: PersonID
  let isShared: Bool

  package init(row: inout Row) throws {
    id = try row.next()
    list = try row.next()
    name = try row.next()
    query = try row.next()
    person = try row.next()
    isShared = try row.next()
  }
}

extension SavedView {
  /// Somebody's own views of a list and those that others share, by name.
  static func all(of list: ListName, for person: PersonID, in db: TenantDatabase) async throws -> [SavedView]
  {
    try await db.all(
      """
      select id, list, name, query, person_id, is_shared
        from saved_views
       where tenant_id = \(db.tenant) and list = \(list.rawValue) and (person_id = \(person) or is_shared)
       order by lower(name), id
       limit 100
      """)
  }

  /// One of somebody's own.
  static func find(_ id: ID, of person: PersonID, in db: TenantDatabase) async throws -> SavedView {
    try await db.one(
      """
      select id, list, name, query, person_id, is_shared
        from saved_views
       where tenant_id = \(db.tenant) and id = \(id) and person_id = \(person)
      """)
  }

  static func create(
    _ id: ID, _ draft: SavedViewDraft, of person: PersonID, at now: Instant, in db: TenantDatabase
  )
    async throws
  {
    try await db.run(
      """
      insert into saved_views (tenant_id, id, list, name, query, person_id, is_shared, created_at)
      values (\(db.tenant), \(id), \(draft.list.rawValue), \(draft.name), \(draft.query), \(person),
              \(draft.isShared), \(now))
      """)
  }

  func update(_ draft: SavedViewDraft, in db: TenantDatabase) async throws {
    try await db.run(
      """
      update saved_views
         set name = \(draft.name), query = \(draft.query), is_shared = \(draft.isShared)
       where tenant_id = \(db.tenant) and id = \(id) and person_id = \(person)
      """)
  }

  func remove(in db: TenantDatabase) async throws {
    try await db.run(
      "delete from saved_views where tenant_id = \(db.tenant) and id = \(id) and person_id = \(person)")
  }
}

/// The columns of a list that somebody has chosen to see.
enum ChosenColumns {
  static func find(of list: ListName, for person: PersonID, in db: TenantDatabase) async throws -> [String]? {
    try await db.first(
      """
      select columns from list_columns
       where tenant_id = \(db.tenant) and person_id = \(person) and list = \(list.rawValue)
      """, as: [String].self)
  }

  static func keep(_ columns: [String], of list: ListName, for person: PersonID, in db: TenantDatabase)
    async throws
  {
    try await db.run(
      """
      insert into list_columns (tenant_id, person_id, list, columns)
      values (\(db.tenant), \(person), \(list.rawValue), \(columns))
      on conflict (tenant_id, person_id, list) do update set columns = excluded.columns
      """)
  }
}
