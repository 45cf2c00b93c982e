import Basics
import Catalog
import Database

/// The figures of months: sums of days, so that a report over years reads little.
enum MonthFigures {
  /// Restates what some variants sold in some months, and who came again in them; marks the variants' products.
  static func restate(_ months: [LocalDate], variants: [Variant.ID], in db: TenantDatabase) async throws {
    try await db.run([
      """
      delete from variant_months
       where tenant_id = \(db.tenant) and month = any(\(months)) and variant_id = any(\(variants))
      """,
      """
      insert into variant_months (tenant_id, month, variant_id, orders, units, gross, refunds)
      select \(db.tenant), f.* from (\(fragment: self.variants(months, in: db))) f
       where f.variant_id = any(\(variants))
      returning month
      """,
      "delete from buyer_months where tenant_id = \(db.tenant) and month = any(\(months))",
      """
      insert into buyer_months (tenant_id, month, previous_month, orders)
      select \(db.tenant), f.* from (\(fragment: buyers(months, in: db))) f returning month
      """,
    ])
    try await Product.markStale(of: variants, in: db)
  }

  /// `variant_months`.
  static func variants(_ months: [LocalDate], in db: TenantDatabase) -> SQL {
    """
    select m.month, d.variant_id, sum(d.orders)::integer as orders, \(fragment: SalesFigures.sum("d.units")) as units,
           \(fragment: SalesFigures.sum("d.gross")) as gross, \(fragment: SalesFigures.sum("d.refunds")) as refunds
      from unnest(\(months)) as m (month)
      join variant_days d
        on d.tenant_id = \(db.tenant) and d.local_date >= m.month and d.local_date < m.month + interval '1 month'
     group by m.month, d.variant_id
    """
  }

  /// `buyer_months`.
  static func buyers(_ months: [LocalDate], in db: TenantDatabase) -> SQL {
    """
    select m.month, date_trunc('month', o.previous_date)::date as previous_month, count(*)::integer as orders
      from unnest(\(months)) as m (month)
      join orders o
        on o.tenant_id = \(db.tenant) and o.local_date >= m.month and o.local_date < m.month + interval '1 month'
       and o.kind = 'order' and o.customer_id is not null and o.previous_date is not null
     group by 1, 2
    """
  }
}
