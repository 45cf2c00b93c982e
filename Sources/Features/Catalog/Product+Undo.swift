import Basics
import Database
import Imports

extension Product {
  /// Takes back a part of what an import has done to products, variants and categories: those it changed are made as they
  /// were, and those it made go where nothing refers to them. One step of `ImportKind.undo`, behind what refers to
  /// variants.
  /// - Returns: whether there may be more.
  package static func undoImport(
    _ id: Import.ID, counting outcome: inout UndoOutcome, in db: TenantDatabase
  ) async throws -> Bool {
    let variants = try await RowImage.take(1000, of: .variants, from: id, counting: &outcome, in: db)
    if !variants.rows.isEmpty {
      try await putBackVariants(variants, in: db)
      return true
    }
    let products = try await RowImage.take(1000, of: .products, from: id, counting: &outcome, in: db)
    if !products.rows.isEmpty {
      try await putBack(products, in: db)
      return true
    }
    let imports = try await Import.undone(and: id, in: db)
    if try await removeVariants(of: imports, in: db) > 0 { return true }
    let gone = try await removeProducts(of: imports, in: db)
    outcome.products += gone
    if gone > 0 { return true }
    return try await removeCategories(of: imports, in: db) > 0
  }

  /// A variant that was moved to another product goes back, and both products' figures with it.
  private static func putBackVariants(_ taken: RowImage.Taken, in db: TenantDatabase) async throws {
    let variants = taken.back.map { Variant.ID(high: $0.row.high, low: $0.row.low) }
    try await markStale(of: variants, in: db)
    try await db.run(
      """
      update variants v
         set product_id = b.product_id, position = b.position, sku = b.sku, barcode = b.barcode, options = b.options,
             price = b.price, compare_at = b.compare_at, cost = b.cost, tax_class = b.tax_class,
             weight_grams = b.weight_grams
        from unnest(\(taken.backRows), \(taken.backImages)) as u (id, before),
             jsonb_populate_record(null::variants, u.before) b
       where v.tenant_id = \(db.tenant) and v.id = u.id
      """)
    try await markStale(of: variants, in: db)
  }

  private static func putBack(_ taken: RowImage.Taken, in db: TenantDatabase) async throws {
    try await db.run(
      """
      update products p
         set name = b.name, name_at = b.name_at, description = b.description, vendor = b.vendor, type = b.type,
             tags = b.tags, status = b.status, options = b.options, image = b.image
        from unnest(\(taken.backRows), \(taken.backImages)) as u (id, before),
             jsonb_populate_record(null::products, u.before) b
       where p.tenant_id = \(db.tenant) and p.id = u.id
      """)
  }

  private static func removeVariants(of imports: [Import.ID], in db: TenantDatabase) async throws -> Int {
    try await db.run(
      """
      delete from variants
       where tenant_id = \(db.tenant) and id = any(array(
             select v.id
               from variants v
              where v.tenant_id = \(db.tenant) and v.import_id = any(\(imports))
                and not exists (
                    select 1 from order_lines l where l.tenant_id = \(db.tenant) and l.variant_id = v.id)
                and not exists (
                    select 1 from import_changes i
                     where i.tenant_id = \(db.tenant) and i.subject = 'variants' and i.row_id = v.id)
              limit 2000))
      """)
  }

  private static func removeProducts(of imports: [Import.ID], in db: TenantDatabase) async throws -> Int {
    try await db.run(
      """
      delete from products
       where tenant_id = \(db.tenant) and id = any(array(
             select p.id
               from products p
              where p.tenant_id = \(db.tenant) and p.import_id = any(\(imports))
                and not exists (
                    select 1 from variants v where v.tenant_id = \(db.tenant) and v.product_id = p.id)
                and not exists (
                    select 1 from import_changes i
                     where i.tenant_id = \(db.tenant) and i.subject = 'products' and i.row_id = p.id)
              limit 2000))
      """)
  }

  /// The lowest first: one with others below it stays until they are gone.
  private static func removeCategories(of imports: [Import.ID], in db: TenantDatabase) async throws -> Int {
    try await db.run(
      """
      delete from categories
       where tenant_id = \(db.tenant) and id = any(array(
             select c.id
               from categories c
              where c.tenant_id = \(db.tenant) and c.import_id = any(\(imports))
                and not exists (
                    select 1 from categories b where b.tenant_id = \(db.tenant) and b.parent_id = c.id)
                and not exists (
                    select 1 from product_categories p where p.tenant_id = \(db.tenant) and p.category_id = c.id)
              limit 2000))
      """)
  }
}
