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
    try await Category.add(links.map(\.path.text), by: target.id, at: target.now, in: db)
    let missing: SQL = """
      select u.product_id, c.id as category_id
        from unnest(\(links.map(\.product)), \(links.map(\.path.text))) as u (product_id, path)
        join categories c on c.tenant_id = \(db.tenant) and c.path = u.path
        left join product_categories l
               on l.tenant_id = \(db.tenant) and l.product_id = u.product_id and l.category_id = c.id
       where l.product_id is null
      """
    try await RowImage.note(
      .products,
      """
      \(fragment: Product.image(in: db))
       where p.tenant_id = \(db.tenant) and p.import_id is distinct from \(target.id)
         and p.id in (select m.product_id from (\(fragment: missing)) m)
      """, for: target, in: db)
    return try await db.runAll(
      """
      insert into product_categories (tenant_id, product_id, category_id)
      select distinct \(db.tenant), m.product_id, m.category_id from (\(fragment: missing)) m
      on conflict do nothing
      returning product_id
      """)
  }
}
