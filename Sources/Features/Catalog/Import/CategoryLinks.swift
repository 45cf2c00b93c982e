import Basics
import Database
import Imports

/// The categories that the products of a batch are in. What a product is in beyond them stays: an import adds.
struct CategoryLinks {
  private let links: [(product: Product.ID, path: CategoryPath)]

  init(_ groups: [CatalogGroup]) {
    links = groups.flatMap { group in (group.details?.categories ?? []).map { (group.product, $0) } }
  }

  /// Makes the categories that are new, with those above them, and puts the products into theirs.
  /// - Returns: the products that are in a category now which they were not in before.
  func write(for target: ImportTarget, in db: TenantDatabase) async throws -> [Product.ID] {
    if links.isEmpty { return [] }
    let ids = try await categories(for: target, in: db)
    let pairs = links.compactMap { link in ids[link.path.text].map { (product: link.product, category: $0) } }
    let table: SQL = """
      unnest(\(pairs.map(\.product)), \(pairs.map(\.category))) as u (product_id, category_id)
      """
    try await RowImage.note(
      .products,
      """
      \(fragment: Product.image(in: db))
       where p.tenant_id = \(db.tenant) and p.import_id is distinct from \(target.id) and exists (
             select 1 from \(fragment: table)
              where u.product_id = p.id and not exists (
                    select 1 from product_categories l
                     where l.tenant_id = \(db.tenant) and l.product_id = u.product_id
                       and l.category_id = u.category_id))
      """, for: target, in: db)
    return try await db.runAll(
      """
      insert into product_categories (tenant_id, product_id, category_id)
      select distinct \(db.tenant), u.product_id, u.category_id from \(fragment: table)
      on conflict do nothing
      returning product_id
      """)
  }

  /// The keys of all that are named and of those above them.
  private func categories(
    for target: ImportTarget, in db: TenantDatabase
  ) async throws -> [String: RecordID<ProductCategory>] {
    var paths: [String: CategoryPath] = [:]
    for link in links {
      var path: CategoryPath? = link.path
      while let at = path, paths.updateValue(at, forKey: at.text) == nil { path = at.parent }
    }
    let found = try await db.all(
      "select path, id from categories where tenant_id = \(db.tenant) and path = any(\(Array(paths.keys)))",
      as: KnownPath.self)
    var ids = Dictionary(found.map { ($0.path, $0.id) }) { first, _ in first }
    let new = paths.values.filter { ids[$0.text] == nil }.sorted { ($0.names.count, $0.text) < ($1.names.count, $1.text) }
    if new.isEmpty { return ids }
    for path in new { ids[path.text] = RecordID() }
    let keys = new.compactMap { ids[$0.text] }
    let parents = new.map { $0.parent.flatMap { ids[$0.text] } }
    try await db.run(
      """
      insert into categories (tenant_id, id, parent_id, name, path, import_id, created_at)
      select \(db.tenant), u.id, u.parent_id, u.name, u.path, \(target.id), \(target.now)
        from unnest(\(keys), \(parents), \(new.map(\.name)), \(new.map(\.text))) as u (id, parent_id, name, path)
      returning id
      """)
    return ids
  }
}

/// A place that products stand in. Catalog owns `categories` and `product_categories`.
package enum ProductCategory {}

private struct KnownPath: FromRow {
  let path: String
  let id: RecordID<ProductCategory>

  init(row: inout Row) throws {
    path = try row.next()
    id = try row.next()
  }
}
