import Basics
import Catalog
import Database

/// The figures of months: sums of days, so that a report over years reads little.
enum MonthFigures {
  /// Restates what some variants sold in some months, and what was sold where and who came again in them; marks the
  /// variants' products.
  static func restate(_ months: [LocalDate], variants: [Variant.ID], in db: TenantDatabase) async throws {
    let packed = PackedSales.months(
      of:
        "select month, variant_id, units, gross, refunds from variant_months where tenant_id = \(db.tenant) and month = any(\(months))"
    )
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
      "delete from packed_months where tenant_id = \(db.tenant) and month = any(\(months))",
      """
      insert into packed_months (tenant_id, month, sold)
      select \(db.tenant), f.* from (\(fragment: packed)) f returning month
      """,
      "delete from place_months where tenant_id = \(db.tenant) and month = any(\(months))",
      """
      insert into place_months (tenant_id, month, country, region, orders, gross, refunds)
      select \(db.tenant), f.* from (\(fragment: places(months, in: db))) f returning month
      """,
      "delete from buyer_months where tenant_id = \(db.tenant) and month = any(\(months))",
      """
      insert into buyer_months (tenant_id, month, previous_month, orders)
      select \(db.tenant), f.* from (\(fragment: buyers(months, in: db))) f returning month
      """,
    ])
    try await Product.markStale(of: variants, in: db)
  }

  /// All variants with any figure in a month.
  static func variants(on days: Range<LocalDate>, in db: TenantDatabase) async throws -> [Variant.ID] {
    try await db.all(
      """
      select variant_id from variant_months where tenant_id = \(db.tenant) and month = \(days.lowerBound)
      union
      select variant_id from variant_days
       where tenant_id = \(db.tenant) and local_date >= \(days.lowerBound) and local_date < \(days.upperBound)
      """)
  }

  /// `variant_months`.
  static func variants(_ months: [LocalDate], in db: TenantDatabase) -> SQL {
    """
    select m.month, f.*
      from unnest(\(months), \(months.map { $0.adding(months: 1) })) as m (month, next)
     cross join lateral (
       select variant_id, sum(orders)::integer as orders, \(fragment: SalesFigures.figure("sum(units)")) as units,
              \(fragment: SalesFigures.figure("sum(gross)")) as gross, \(fragment: SalesFigures.figure("sum(refunds)")) as refunds
         from variant_days
        where tenant_id = \(db.tenant) and local_date >= m.month and local_date < m.next
        group by variant_id) f
    """
  }

  /// `place_months`.
  static func places(_ months: [LocalDate], in db: TenantDatabase) -> SQL {
    """
    select m.month, f.*
      from unnest(\(months), \(months.map { $0.adding(months: 1) })) as m (month, next)
     cross join lateral (
       select country, region, sum(orders)::integer as orders, \(fragment: SalesFigures.figure("sum(gross)")) as gross,
              \(fragment: SalesFigures.figure("sum(refunds)")) as refunds
         from sales_places
        where tenant_id = \(db.tenant) and local_date >= m.month and local_date < m.next
        group by country, region) f
    """
  }

  /// `buyer_months`.
  static func buyers(_ months: [LocalDate], in db: TenantDatabase) -> SQL {
    """
    select m.month, f.*
      from unnest(\(months), \(months.map { $0.adding(months: 1) })) as m (month, next)
     cross join lateral (
       select date_trunc('month', previous_date)::date as previous_month, count(*)::integer as orders
         from orders
        where tenant_id = \(db.tenant) and kind = 'order' and customer_id is not null
          and previous_date is not null and local_date >= m.month and local_date < m.next
        group by 1) f
    """
  }
}
