import Basics
import Database

/// Where the keys stand.
package struct VaultStatus: Sendable {
  package struct Wrapping: Sendable, FromRow, Equatable {
    package let master: String
    package let keys: Int

    package init(row: inout Row) throws {
      master = try row.next()
      keys = try row.next()
    }
  }

  /// A tenant that has a retired key.
  package struct Rotation: Sendable, FromRow {
    package let tenant: TenantID
    package let began: Instant

    package init(row: inout Row) throws {
      tenant = try row.next()
      began = try row.next()
    }
  }

  /// How many keys each master has wrapped.
  package let masters: [Wrapping]
  /// The oldest first, up to 20.
  package let rotations: [Rotation]
  package let rotationCount: Int

  package init(in databases: Databases) async throws {
    let db = databases.platform
    masters = try await db.all(
      "select /* every tenant */ master, count(*) from data_keys group by master order by master")
    rotations = try await db.all(
      """
      select /* every tenant */ tenant_id, min(retired_at) from data_keys where retired_at is not null
       group by tenant_id order by 2 limit 20
      """)
    rotationCount = try await db.one(
      "select /* every tenant */ count(distinct tenant_id) from data_keys where retired_at is not null")
  }
}

extension Vault {
  package var masterIDs: Set<String> { masters.ids }
  package var currentMaster: String { masters.current.id }

  /// How many of the tenant's values have been sealed by the current key, and how many by others, by column.
  package func progress(in db: TenantDatabase) async throws -> [(column: String, done: Int, left: Int)] {
    var counts: [(column: String, done: Int, left: Int)] = []
    for column in columns where !column.isGlobal || db.tenant == .platform {
      let count = try await db.one(
        """
        select count(*) filter (where k.id is not null), count(*) filter (where k.id is null)
          from \(fragment: column.tableName)
          left join data_keys k
            on k.tenant_id = \(db.tenant) and k.retired_at is null and k.purpose = 'data'
           and uuid_send(k.id) = substring(\(fragment: column.tableName).\(fragment: column.valueName) from 2 for 16)
         where \(fragment: column.isOf(db.tenant)) and \(fragment: column.tableName).\(fragment: column.valueName) is not null
        """, as: Count.self)
      counts.append((column.name, count.done, count.left))
    }
    return counts
  }

  private struct Count: FromRow {
    let done: Int
    let left: Int

    init(row: inout Row) throws {
      done = try row.next()
      left = try row.next()
    }
  }
}
