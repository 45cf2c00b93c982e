import Basics
import Database
import Imports

/// What the rows of a batch say of variants, as columns.
struct VariantArrays {
  private let says: CatalogColumns
  private let entries: [(product: Product.ID, entry: CatalogGroup.Entry)]

  init(_ groups: [CatalogGroup], says: CatalogColumns) {
    self.says = says
    entries = groups.flatMap { group in group.variants.map { (group.product, $0) } }
  }

  /// What came of an update.
  struct Outcome {
    var changed = Set<Variant.ID>()
    /// Products that lost a variant, and those that got one.
    var left = Set<Product.ID>()
    var homes = Set<Product.ID>()
  }

  func insert(for target: ImportTarget, in db: TenantDatabase) async throws {
    let new = entries.filter { !$0.entry.isKnown }
    if new.isEmpty { return }
    try await db.run(
      """
      insert into variants (
        tenant_id, id, product_id, position, sku, options, price, compare_at, cost, weight_grams, barcode, tax_class,
        import_id, created_at)
      select \(db.tenant), u.id, u.product_id, u.position, u.sku, \(fragment: Joined.split("u.options")), u.price,
             u.compare_at, u.cost, u.weight, coalesce(u.barcode, ''), coalesce(u.tax_class, ''), \(target.id),
             \(target.now)
        from \(fragment: VariantArrays.table(new))
      on conflict do nothing
      returning id
      """)
  }

  func update(for target: ImportTarget, in db: TenantDatabase) async throws -> Outcome {
    let known = entries.filter(\.entry.isKnown)
    if known.isEmpty { return Outcome() }
    let changes = changes(known, in: db)
    let moves = try await db.all(
      """
      select v.id, v.product_id, n.product_id
        from (\(fragment: changes)) n
        join variants v on v.tenant_id = \(db.tenant) and v.id = n.id
       where n.product_id <> v.product_id
      """, as: Move.self)
    try await Product.markStale(of: moves.map(\.variant), in: db)
    try await RowImage.note(
      .variants,
      """
      select v.id, to_jsonb(v)
        from (\(fragment: changes)) n
        join variants v on v.tenant_id = \(db.tenant) and v.id = n.id
       where v.import_id is distinct from \(target.id)
      """, for: target, in: db)
    let changed = try await db.runAll(
      """
      update variants v
         set product_id = n.product_id, position = n.position, sku = n.sku, options = n.options, price = n.price,
             compare_at = n.compare_at, cost = n.cost, weight_grams = n.weight, barcode = n.barcode,
             tax_class = n.tax_class
        from (\(fragment: changes)) n
       where v.tenant_id = \(db.tenant) and v.id = n.id
      returning v.id
      """, as: Variant.ID.self)
    try await Product.markStale(of: moves.map(\.variant), in: db)
    return Outcome(changed: Set(changed), left: Set(moves.map(\.from)), homes: Set(moves.map(\.to)))
  }

  /// What variants will be, of those that will be otherwise. A variant keeps its place while it stays with its product.
  private func changes(
    _ known: [(product: Product.ID, entry: CatalogGroup.Entry)], in db: TenantDatabase
  ) -> SQL {
    """
    select c.id, c.product_id, c.position, c.sku, c.options, c.price, c.compare_at, c.cost, c.weight, c.barcode,
           c.tax_class
      from (
      select v.id, u.product_id, case when v.product_id = u.product_id then v.position else u.position end as position,
             coalesce(v.sku, u.sku) as sku,
             case when \(says.contains(.options)) then \(fragment: Joined.split("u.options")) else v.options end
               as options,
             case when \(says.contains(.price)) then u.price else v.price end as price,
             case when \(says.contains(.compareAt)) then u.compare_at else v.compare_at end as compare_at,
             case when \(says.contains(.cost)) then u.cost else v.cost end as cost,
             case when \(says.contains(.weight)) then u.weight else v.weight_grams end as weight,
             coalesce(u.barcode, v.barcode) as barcode, coalesce(u.tax_class, v.tax_class) as tax_class
        from \(fragment: VariantArrays.table(known))
        join variants v on v.tenant_id = \(db.tenant) and v.id = u.id) c
      join variants o on o.tenant_id = \(db.tenant) and o.id = c.id
     where (o.product_id, o.sku, o.options, o.price, o.compare_at, o.cost, o.weight_grams, o.barcode, o.tax_class)
           is distinct from
           (c.product_id, c.sku, c.options, c.price, c.compare_at, c.cost, c.weight, c.barcode, c.tax_class)
    """
  }

  private static func table(_ entries: [(product: Product.ID, entry: CatalogGroup.Entry)]) -> SQL {
    let variants = entries.map(\.entry.variant)
    return """
      unnest(\(entries.map(\.entry.id)), \(entries.map(\.product)), \(variants.map(\.position)),
             \(variants.map(\.sku)), \(variants.map { Joined.text($0.options) }), \(variants.map(\.price)),
             \(variants.map(\.compareAt)), \(variants.map(\.cost)), \(variants.map(\.weight)),
             \(variants.map(\.barcode)), \(variants.map(\.taxClass)))
             as u (id, product_id, position, sku, options, price, compare_at, cost, weight, barcode, tax_class)
      """
  }
}

private struct Move: FromRow {
  let variant: Variant.ID
  let from: Product.ID
  let to: Product.ID

  init(row: inout Row) throws {
    variant = try row.next()
    from = try row.next()
    to = try row.next()
  }
}
