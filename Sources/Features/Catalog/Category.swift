import Basics
import Database

/// A place in the shop's tree of goods. Catalog owns `categories`.
package enum Category {
  package typealias ID = RecordID<Category>

  /// Adds these paths and all that stand above them, where they are new.
  package static func add<Origin>(
    _ paths: [String], by origin: RecordID<Origin>?, at now: Instant, in db: TenantDatabase
  ) async throws {
    var levels: [[String]] = []
    for path in Set(paths).sorted() {
      let names = path.split(separator: " > ").map(String.init)
      for depth in names.indices {
        let part = names[...depth].joined(separator: " > ")
        if levels.count == depth { levels.append([]) }
        if !levels[depth].contains(part) { levels[depth].append(part) }
      }
    }
    for level in levels { try await addLevel(level, by: origin, at: now, in: db) }
  }

  private static func addLevel<Origin>(
    _ paths: [String], by origin: RecordID<Origin>?, at now: Instant, in db: TenantDatabase
  ) async throws {
    let names = paths.map { $0.split(separator: " > ").map(String.init) }
    try await db.run(
      """
      insert into categories (tenant_id, id, parent_id, name, path, import_id, created_at)
      select \(db.tenant), u.id, p.id, u.name, u.path, \(origin), \(now)
        from unnest(\(paths.map { _ in ID() }), \(names.map { $0.last ?? "" }), \(paths),
                    \(names.map { $0.dropLast().joined(separator: " > ") })) as u (id, name, path, parent)
        left join categories p on p.tenant_id = \(db.tenant) and p.path = u.parent
      on conflict (tenant_id, path) do nothing
      returning id
      """)
  }
}
