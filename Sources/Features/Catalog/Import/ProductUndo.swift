import Basics
import Database
import Imports

/// Takes back what an import has done to products: puts back what was there, then removes what it made and what nothing
/// refers to, nor a later import has changed.
struct ProductUndo {
  let id: Import.ID
  let db: TenantDatabase

  private static let atOnce = 1_000

  /// This import and those undone before, whose rows others may have kept until now.
  private let imports: [Import.ID]

  init(_ id: Import.ID, in db: TenantDatabase) async throws {
    self.id = id
    self.db = db
    imports = try await Import.undone(and: id, in: db)
  }

  /// One step. Products come back before the variants that were theirs; what the import made goes last.
  /// - Returns: whether there may be more.
  func step(counting outcome: inout UndoOutcome) async throws -> Bool {
    if try await putBackProducts(&outcome) { return true }
    if try await putBackVariants(&outcome) { return true }
    if try await removeVariants(&outcome) { return true }
    if try await removeProducts(&outcome) { return true }
    return try await removeCategories()
  }

  private func putBackProducts(_ outcome: inout UndoOutcome) async throws -> Bool {
    let taken = try await RowImage.take(
      ProductUndo.atOnce, of: .products, from: id, counting: &outcome, in: db)
    if taken.rows.isEmpty { return false }
    // One whose key another product has got meanwhile stays as it is.
    try await db.run(
      """
      insert into products (
        tenant_id, id, source, source_key, name, name_at, created_at, description, vendor, type, tags, status, options,
        image, import_id)
      select \(db.tenant), r.id, r.source, r.source_key, r.name, r.name_at, r.created_at, r.description, r.vendor,
             r.type, r.tags, r.status, r.options, r.image, r.import_id
        from unnest(\(taken.backImages)) as i (image)
       cross join jsonb_populate_record(null::products, i.image) r
       where not exists (
             select 1 from products o
              where o.tenant_id = \(db.tenant) and o.source = r.source and o.source_key = r.source_key and o.id <> r.id)
      on conflict (tenant_id, id) do update
         set source = excluded.source, source_key = excluded.source_key, name = excluded.name,
             name_at = excluded.name_at, description = excluded.description, vendor = excluded.vendor,
             type = excluded.type, tags = excluded.tags, status = excluded.status, options = excluded.options,
             image = excluded.image
      returning id
      """)
    try await putBackCategories(taken)
    return true
  }

  /// Of images that have them: an import of orders changes no categories.
  private func putBackCategories(_ taken: RowImage.Taken) async throws {
    let links: SQL = """
      select r.id as product_id, c.category_id::uuid as category_id
        from unnest(\(taken.backImages)) as i (image)
       cross join jsonb_to_record(i.image) as r (id uuid, category_ids jsonb)
       cross join jsonb_array_elements_text(r.category_ids) as c (category_id)
      """
    try await db.run(
      """
      delete from product_categories p
       where p.tenant_id = \(db.tenant) and p.product_id in (
             select (i.image->>'id')::uuid from unnest(\(taken.backImages)) as i (image) where i.image ? 'category_ids')
         and (p.product_id, p.category_id) not in (\(fragment: links))
      """)
    try await db.run(
      """
      insert into product_categories (tenant_id, product_id, category_id)
      select \(db.tenant), l.product_id, l.category_id
        from (\(fragment: links)) l
        join categories c on c.tenant_id = \(db.tenant) and c.id = l.category_id
        join products p on p.tenant_id = \(db.tenant) and p.id = l.product_id
      on conflict do nothing
      returning product_id
      """)
  }

  private func putBackVariants(_ outcome: inout UndoOutcome) async throws -> Bool {
    let taken = try await RowImage.take(
      ProductUndo.atOnce, of: .variants, from: id, counting: &outcome, in: db)
    if taken.rows.isEmpty { return false }
    let variants = taken.backRows.map { Variant.ID(high: $0.high, low: $0.low) }
    try await Product.markStale(of: variants, in: db)
    try await db.run(
      """
      update variants v
         set product_id = r.product_id, position = r.position, sku = r.sku, options = r.options, price = r.price,
             compare_at = r.compare_at, cost = r.cost, weight_grams = r.weight_grams, barcode = r.barcode,
             tax_class = r.tax_class
        from unnest(\(taken.backImages)) as i (image)
       cross join jsonb_populate_record(null::variants, i.image) r
        join products p on p.tenant_id = \(db.tenant) and p.id = r.product_id
       where v.tenant_id = \(db.tenant) and v.id = r.id
      """)
    try await Product.markStale(of: variants, in: db)
    return true
  }

  /// Those that nobody has bought, and whose sales nobody has counted.
  private func removeVariants(_ outcome: inout UndoOutcome) async throws -> Bool {
    try await db.run(
      """
      delete from variants
       where tenant_id = \(db.tenant) and id = any(array(
             select v.id from variants v
              where v.tenant_id = \(db.tenant) and v.import_id = any(\(imports)) and not exists (
                    select 1 from order_lines l where l.tenant_id = \(db.tenant) and l.variant_id = v.id)
                and not exists (
                    select 1 from import_changes i
                     where i.tenant_id = \(db.tenant) and i.subject = 'variants' and i.row_id = v.id)
              limit \(ProductUndo.atOnce)))
      """) > 0
  }

  /// Those that have no variant left: others have been sold since.
  private func removeProducts(_ outcome: inout UndoOutcome) async throws -> Bool {
    let gone = try await db.run(
      """
      delete from products
       where tenant_id = \(db.tenant) and id = any(array(
             select p.id from products p
              where p.tenant_id = \(db.tenant) and p.import_id = any(\(imports)) and not exists (
                    select 1 from variants v where v.tenant_id = \(db.tenant) and v.product_id = p.id)
                and not exists (
                    select 1 from import_changes i
                     where i.tenant_id = \(db.tenant) and i.subject = 'products' and i.row_id = p.id)
              limit \(ProductUndo.atOnce)))
      """)
    outcome.products += gone
    return gone > 0
  }

  /// From the bottom up, those that hold nothing.
  private func removeCategories() async throws -> Bool {
    try await db.run(
      """
      delete from categories
       where tenant_id = \(db.tenant) and id = any(array(
             select c.id from categories c
              where c.tenant_id = \(db.tenant) and c.import_id = any(\(imports))
                and not exists (
                    select 1 from product_categories p where p.tenant_id = \(db.tenant) and p.category_id = c.id)
                and not exists (
                    select 1 from categories b where b.tenant_id = \(db.tenant) and b.parent_id = c.id)
              limit \(ProductUndo.atOnce)))
      """) > 0
  }
}
