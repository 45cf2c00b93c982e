import Basics
import Catalog
import Database

/// What products have sold in all.
enum ProductFigures {
  /// So many products are restated at once.
  static let atOnce = 1_000

  /// Restates some of the products that are marked, and says how many.
  static func restate(in db: TenantDatabase) async throws -> Int {
    let products = try await Product.takeStale(atOnce, in: db)
    if products.isEmpty { return 0 }
    try await Product.keep(counted(products, in: db), of: products, in: db)
    return products.count
  }

  /// The columns of `products`, of those with a variant.
  static func counted(_ products: [Product.ID], in db: TenantDatabase) -> SQL {
    """
    select v.product_id, \(fragment: SalesFigures.figure("sum(m.units)")) as units,
           \(fragment: SalesFigures.figure("sum(m.gross)")) as gross, \(fragment: SalesFigures.figure("sum(m.refunds)")) as refunds,
           max(m.last_sold) as last_sold
      from variants v
     cross join lateral (
       select sum(units) as units, sum(gross) as gross, sum(refunds) as refunds,
              (select max(d.local_date) from variant_days d
                where d.tenant_id = \(db.tenant) and d.variant_id = v.id and d.orders > 0) as last_sold
         from variant_months
        where tenant_id = \(db.tenant) and variant_id = v.id) m
     where v.tenant_id = \(db.tenant) and v.product_id = any(\(products))
     group by v.product_id
    """
  }
}
