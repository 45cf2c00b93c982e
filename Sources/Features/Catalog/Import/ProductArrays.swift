import Basics
import Database
import Imports

/// What the rows of a batch say of products, as columns. A value that is nil is not said.
struct ProductArrays {
  private let groups: [CatalogGroup]

  init(_ groups: [CatalogGroup]) { self.groups = groups.filter { !$0.isGuest } }

  func insert(for target: ImportTarget, in db: TenantDatabase) async throws {
    let new = groups.filter { !$0.isKnown }
    if new.isEmpty { return }
    try await db.run(
      """
      insert into products (
        tenant_id, id, source, source_key, name, name_at, description, vendor, type, tags, status, options, image,
        import_id, created_at)
      select \(db.tenant), u.id, \(target.source), u.key, coalesce(u.name, ''),
             case when u.name is null then 'epoch' else \(Product.namedForGood) end, coalesce(u.description, ''),
             coalesce(u.vendor, ''), coalesce(u.type, ''), coalesce(\(fragment: Joined.split("u.tags")), '{}'),
             coalesce(u.status, 'active'), coalesce(\(fragment: Joined.split("u.options")), '{}'),
             coalesce(u.image, ''), \(target.id), \(target.now)
        from \(fragment: ProductArrays.table(new))
      returning id
      """)
  }

  /// - Returns: the products that were there and are different now.
  func update(for target: ImportTarget, in db: TenantDatabase) async throws -> [Product.ID] {
    let known = groups.filter(\.isKnown)
    if known.isEmpty { return [] }
    let changes = ProductArrays.changes(known, for: target, in: db)
    try await RowImage.note(
      .products,
      """
      \(fragment: Product.image(in: db))
        join (\(fragment: changes)) n on n.id = p.id
       where p.tenant_id = \(db.tenant) and p.import_id is distinct from \(target.id)
      """, for: target, in: db)
    return try await db.runAll(
      """
      update products p
         set source = \(target.source), source_key = n.key, name = n.name, name_at = n.name_at,
             description = n.description, vendor = n.vendor, type = n.type, tags = n.tags, status = n.status,
             options = n.options, image = n.image
        from (\(fragment: changes)) n
       where p.tenant_id = \(db.tenant) and p.id = n.id
      returning p.id
      """)
  }

  /// What products will be, of those that will be otherwise.
  private static func changes(_ known: [CatalogGroup], for target: ImportTarget, in db: TenantDatabase) -> SQL
  {
    """
    select c.id, c.key, c.name, c.name_at, c.description, c.vendor, c.type, c.tags, c.status, c.options, c.image
      from (
      select p.id, u.key, coalesce(u.name, p.name) as name,
             case when u.name is null then p.name_at else \(Product.namedForGood) end as name_at,
             coalesce(u.description, p.description) as description, coalesce(u.vendor, p.vendor) as vendor,
             coalesce(u.type, p.type) as type, coalesce(\(fragment: Joined.split("u.tags")), p.tags) as tags,
             coalesce(u.status, p.status) as status,
             coalesce(\(fragment: Joined.split("u.options")), p.options) as options,
             coalesce(u.image, p.image) as image
        from \(fragment: table(known))
        join products p on p.tenant_id = \(db.tenant) and p.id = u.id) c
      join products o on o.tenant_id = \(db.tenant) and o.id = c.id
     where (o.source, o.source_key, o.name, o.name_at, o.description, o.vendor, o.type, o.tags, o.status, o.options,
            o.image) is distinct from
           (\(target.source), c.key, c.name, c.name_at, c.description, c.vendor, c.type, c.tags, c.status, c.options,
            c.image)
    """
  }

  private static func table(_ groups: [CatalogGroup]) -> SQL {
    let details = groups.map { $0.details ?? ProductDetails() }
    return """
      unnest(\(groups.map(\.product)), \(groups.map(\.key)), \(details.map(\.name)), \(details.map(\.description)),
             \(details.map(\.vendor)), \(details.map(\.type)), \(details.map { $0.tags.map(Joined.text) }),
             \(details.map { $0.status?.rawValue }), \(groups.map { $0.options.map(Joined.text) }),
             \(groups.map(\.image)))
             as u (id, key, name, description, vendor, type, tags, status, options, image)
      """
  }
}

extension Product {
  /// The time at which a catalogue names a product: no line that sells it is later, so none renames it.
  static let namedForGood = Instant(seconds: 253_402_214_400)

  /// A product as `RowImage` keeps it, with its categories; what follows joins or selects from `p`.
  static func image(in db: TenantDatabase) -> SQL {
    """
    select p.id, to_jsonb(p) || jsonb_build_object('category_ids', coalesce((
             select jsonb_agg(c.category_id) from product_categories c
              where c.tenant_id = \(db.tenant) and c.product_id = p.id), '[]'))
      from products p
    """
  }

  /// Takes away products that have lost their last variant to others.
  static func removeEmptied(among products: [ID], for target: ImportTarget, in db: TenantDatabase)
    async throws
  {
    if products.isEmpty { return }
    let emptied: SQL = """
      p.tenant_id = \(db.tenant) and p.id = any(\(products)) and not exists (
        select 1 from variants v where v.tenant_id = \(db.tenant) and v.product_id = p.id)
      """
    try await RowImage.note(
      .products,
      "\(fragment: image(in: db)) where \(fragment: emptied) and p.import_id is distinct from \(target.id)",
      for: target, in: db)
    try await db.run("delete from products p where \(fragment: emptied)")
  }
}

/// Lists of words as one text each, because arrays of arrays come apart in `unnest`. No stored text has the separator:
/// control characters are taken out of what comes in.
enum Joined {
  static func text(_ words: [String]) -> String { words.joined(separator: "\u{1F}") }
  /// The list again, in SQL.
  static func split(_ column: SQL) -> SQL { "string_to_array(\(fragment: column), E'\\x1F')" }
}
