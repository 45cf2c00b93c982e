import Basics
import Database

/// What was sold of a product on a day or in a month, in minor units.
struct ProductSales: FromRow, Sendable {
  let date: LocalDate
  let orders: Int
  let units: Int
  let gross: Int64
  let refunds: Int64

  var net: Int64 { gross.subtractingLimited(refunds) }

  init(row: inout Row) throws {
    date = try row.next()
    orders = try row.next()
    units = try row.next()
    gross = try row.next()
    refunds = try row.next()
  }

  static func months(of product: Product.ID, since first: LocalDate, in db: TenantDatabase) async throws
    -> [ProductSales]
  {
    try await db.all(
      """
      select month, \(fragment: .total("sum(orders)")), \(fragment: .total("sum(units)")), \(fragment: .total("sum(gross)")), \(fragment: .total("sum(refunds)"))
        from reporting.variant_months
       where tenant_id = \(db.tenant) and product_id = \(product) and month >= \(first)
       group by month
       order by month
      """)
  }

  static func days(_ days: ClosedRange<LocalDate>, of product: Product.ID, in db: TenantDatabase) async throws
    -> [ProductSales]
  {
    try await db.all(
      """
      select local_date, \(fragment: .total("sum(orders)")), \(fragment: .total("sum(units)")), \(fragment: .total("sum(gross)")), \(fragment: .total("sum(refunds)"))
        from reporting.variant_days
       where tenant_id = \(db.tenant) and product_id = \(product)
         and local_date between \(days.lowerBound) and \(days.upperBound)
       group by local_date
       order by local_date
      """)
  }
}

/// Who buys a product, or what is bought with it: among its newest sales, so that a product of every day costs no more
/// than one of every year.
struct Companion: FromRow, Sendable {
  let id: String
  let name: String
  let orders: Int
  let units: Int

  init(row: inout Row) throws {
    id = try row.next()
    name = try row.next()
    orders = try row.next()
    units = try row.next()
  }

  /// So many of its newest lines are looked at.
  static let looked = 1_000

  static func customers(of variants: [Variant.ID], in db: TenantDatabase) async throws -> [Companion] {
    try await db.all(
      """
      select c.id::text, c.name, count(distinct s.order_id), \(fragment: .total("sum(s.quantity)"))
        from (\(fragment: newest(variants, in: db))) s
        join reporting.customers c on c.tenant_id = \(db.tenant) and c.id = s.customer_id
       group by c.id, c.name
       order by 4 desc, 3 desc, c.id
       limit 8
      """)
  }

  static func together(with product: Product.ID, _ variants: [Variant.ID], in db: TenantDatabase) async throws
    -> [Companion]
  {
    try await db.all(
      """
      select p.id::text, case p.name when '' then p.source_key else p.name end, count(distinct o.order_id),
             \(fragment: .total("sum(o.quantity)"))
        from (select distinct order_id from (\(fragment: newest(variants, in: db))) s
               order by order_id desc limit 300) s
        join reporting.sold_lines o
          on o.tenant_id = \(db.tenant) and o.order_id = s.order_id and o.head = 'product' and o.quantity > 0
        join products p on p.tenant_id = \(db.tenant) and p.id = o.product_id
       where o.product_id <> \(product)
       group by p.id, p.name, p.source_key
      having count(distinct o.order_id) > 1
       order by 3 desc, 4 desc, p.id
       limit 6
      """)
  }

  private static func newest(_ variants: [Variant.ID], in db: TenantDatabase) -> SQL {
    """
    select s.order_id, s.customer_id, s.quantity
      from reporting.sold_lines s
     where s.tenant_id = \(db.tenant) and s.variant_id = any(\(variants)) and s.head = 'product' and s.kind = 'order'
     order by s.order_id desc
     limit \(looked)
    """
  }
}
