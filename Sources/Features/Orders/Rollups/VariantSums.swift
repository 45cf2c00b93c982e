import Basics
import Catalog
import Database

/// What variants have sold before each month: of any period, however long, the figures are then a difference of two
/// sums and of some days. Restated with the products of the variants.
enum VariantSums {
  /// When a shop sells in a later month than ever, the sums of all that it has ever sold go on to the end of it.
  static func goOn(to month: LocalDate?, in db: TenantDatabase) async throws {
    guard let month else { return }
    let last = try await db.one(
      "select max(month) from variant_sums where tenant_id = \(db.tenant)", as: LocalDate?.self)
    guard let last, last < month.adding(months: 1) else { return }
    try await db.run(
      """
      insert into stale_products (tenant_id, product_id)
      select distinct \(db.tenant), v.product_id
        from variant_sums s
        join variants v on v.tenant_id = \(db.tenant) and v.id = s.variant_id
       where s.tenant_id = \(db.tenant) and s.month = \(last) order by v.product_id
      on conflict do nothing
      returning product_id
      """)
  }

  /// Restates the sums of all variants of some products.
  static func restate(of products: [Product.ID], in db: TenantDatabase) async throws {
    try await db.run([
      """
      delete from variant_sums s
       using variants v
       where s.tenant_id = \(db.tenant) and v.tenant_id = \(db.tenant) and v.product_id = any(\(products))
         and s.variant_id = v.id
         and not exists (
           select 1 from variant_months m
            where m.tenant_id = \(db.tenant) and m.variant_id = s.variant_id and m.month < s.month)
      """,
      """
      insert into variant_sums (tenant_id, month, variant_id, units, net)
      select \(db.tenant), f.month, f.variant_id, f.units, f.net
        from (\(fragment: counted(products, in: db))) f
       order by f.month, f.variant_id
      on conflict (tenant_id, month, variant_id) do update set units = excluded.units, net = excluded.net
       where (variant_sums.units, variant_sums.net) <> (excluded.units, excluded.net)
      returning month
      """,
    ])
  }

  /// Takes away the sums of variants that are gone, and those beyond the last month of which there are sales.
  static func forgetGone(in db: TenantDatabase) async throws {
    try await db.run([
      """
      delete from variant_sums s
       where s.tenant_id = \(db.tenant) and not exists (
             select 1 from variants v where v.tenant_id = \(db.tenant) and v.id = s.variant_id)
      """,
      """
      delete from variant_sums s
       where s.tenant_id = \(db.tenant) and s.month > coalesce(
             (select max(month) + interval '1 month' from variant_months where tenant_id = \(db.tenant)), '-infinity')
      """,
    ])
  }

  /// `variant_sums`, of the variants of some products.
  static func counted(_ products: [Product.ID], in db: TenantDatabase) -> SQL {
    """
    select (b.month + interval '1 month')::date as month, f.variant_id,
           \(fragment: SalesFigures.figure("sum(m.units) over sold")) as units,
           \(fragment: SalesFigures.figure("sum(m.gross - m.refunds) over sold")) as net
      from (
        select v.id as variant_id, min(m.month) as first
          from variants v
          join variant_months m on m.tenant_id = \(db.tenant) and m.variant_id = v.id
         where v.tenant_id = \(db.tenant) and v.product_id = any(\(products))
         group by v.id) f
     cross join lateral generate_series(
       f.first,
       greatest((select max(month) from variant_months where tenant_id = \(db.tenant)),
                (select max(month) - interval '1 month' from variant_sums where tenant_id = \(db.tenant))),
       interval '1 month') as b (month)
      left join variant_months m
        on m.tenant_id = \(db.tenant) and m.variant_id = f.variant_id and m.month = b.month
    window sold as (partition by f.variant_id order by b.month)
    """
  }
}
