import Basics
import Database

extension Product {
  /// Marks the products of some variants: what they have sold in all is to be restated.
  ///
  /// Also for who moves a variant to another product: before and after.
  package static func markStale(of variants: [Variant.ID], in db: TenantDatabase) async throws {
    try await db.run(
      """
      insert into stale_products (tenant_id, product_id)
      select distinct \(db.tenant), product_id from variants
       where tenant_id = \(db.tenant) and id = any(\(variants)) order by product_id
      on conflict (tenant_id, product_id) do update set product_id = excluded.product_id where false
      returning product_id
      """)
  }

  /// Marks products.
  package static func markStale(_ products: [ID], in db: TenantDatabase) async throws {
    try await db.run(
      """
      insert into stale_products (tenant_id, product_id)
      select \(db.tenant), id from unnest(\(products)) as u (id) order by id
      on conflict (tenant_id, product_id) do update set product_id = excluded.product_id where false
      returning product_id
      """)
  }

  /// Takes the marks of some products away, up to a limit.
  package static func takeStale(_ limit: Int, in db: TenantDatabase) async throws -> [ID] {
    try await db.runAll(
      """
      delete from stale_products
       where tenant_id = \(db.tenant) and product_id in (
         select product_id from stale_products
          where tenant_id = \(db.tenant)
          order by product_id limit \(limit) for update skip locked)
      returning product_id
      """)
  }

  /// Keeps what some products have sold in all; what is not counted has sold nothing.
  /// - Parameter counted: a statement with the columns `product_id`, `units`, `gross`, `refunds` and `last_sold`.
  package static func keep(_ counted: SQL, of products: [ID], in db: TenantDatabase) async throws {
    try await db.run(
      """
      update products p
         set units = coalesce(f.units, 0), gross = coalesce(f.gross, 0), refunds = coalesce(f.refunds, 0),
             last_sold = f.last_sold
        from unnest(\(products)) as u (id)
        left join (\(fragment: counted)) f on f.product_id = u.id
       where p.tenant_id = \(db.tenant) and p.id = u.id
         and (p.units, p.gross, p.refunds, p.last_sold) is distinct from
             (coalesce(f.units, 0), coalesce(f.gross, 0), coalesce(f.refunds, 0), f.last_sold)
      """)
  }

  /// The keys of some products, in their order, from behind a key on: to go through all of them.
  package static func keys(after last: ID?, upTo limit: Int = 2000, in db: TenantDatabase) async throws
    -> [ID]
  {
    try await db.all(
      """
      select id from products
       where tenant_id = \(db.tenant) and id > \(last ?? ID(high: 0, low: 0))
       order by id limit \(limit)
      """)
  }
}
