import Basics
import Database
import Looks

/// The words that stand in a column, for a filter to choose from.
package enum DistinctWords {
  /// At most 250, in order; each is one step through an index that leads with the column.
  package static func all(_ column: SQL, of table: SQL, in db: TenantDatabase) async throws -> [Option] {
    let words = try await db.all(
      """
      with recursive found as (
        (select \(fragment: column) as word from \(fragment: table)
          where tenant_id = \(db.tenant) and \(fragment: column) <> '' and \(fragment: column) > ''
          order by \(fragment: column) limit 1)
        union all
        select (select \(fragment: column) from \(fragment: table) r
                 where r.tenant_id = \(db.tenant) and \(fragment: column) <> '' and \(fragment: column) > f.word
                 order by \(fragment: column) limit 1)
          from found f where f.word is not null)
      select word from found where word is not null limit 250
      """, as: String.self)
    return words.map { Option($0, $0) }
  }
}
