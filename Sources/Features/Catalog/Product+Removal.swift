import Basics
import Database

extension Product {
  /// Removes the products, variants and categories that somebody has brought and to which nothing else refers.
  package static func remove<Origin>(broughtBy origin: RecordID<Origin>, in db: TenantDatabase) async throws {
    try await db.run(
      """
      delete from variants v
       where v.tenant_id = \(db.tenant) and v.import_id = \(origin)
         and not exists (select 1 from order_lines l where l.tenant_id = \(db.tenant) and l.variant_id = v.id)
      """)
    try await db.run(
      """
      delete from products p
       where p.tenant_id = \(db.tenant) and p.import_id = \(origin)
         and not exists (select 1 from variants v where v.tenant_id = \(db.tenant) and v.product_id = p.id)
      """)
    while try await removeLeaves(broughtBy: origin, in: db) > 0 {}
  }

  /// Categories with neither products nor categories in them.
  private static func removeLeaves<Origin>(
    broughtBy origin: RecordID<Origin>, in db: TenantDatabase
  ) async throws -> Int {
    try await db.run(
      """
      delete from categories c
       where c.tenant_id = \(db.tenant) and c.import_id = \(origin)
         and not exists (select 1 from categories below where below.tenant_id = \(db.tenant) and below.parent_id = c.id)
         and not exists (
           select 1 from product_categories pc where pc.tenant_id = \(db.tenant) and pc.category_id = c.id)
      """)
  }
}
