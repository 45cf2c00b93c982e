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
        from reporting.variant_sales_months
       where tenant_id = \(db.tenant) and variant_id = any(\(fragment: product.variants(in: db))) and month >= \(first)
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
        from reporting.variant_sales_days
       where tenant_id = \(db.tenant) and variant_id = any(\(fragment: product.variants(in: db)))
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

  static func customers(of product: Product.ID, in db: TenantDatabase) async throws -> [Companion] {
    try await db.all(
      """
      with sold as materialized (\(fragment: newest(of: product, in: db)))
      select c.id::text, c.name, count(distinct s.order_id), \(fragment: .total("sum(s.quantity)"))
        from sold s
       cross join lateral (
         select o.customer_id, o.kind from reporting.customer_orders o
          where o.tenant_id = \(db.tenant) and o.order_id = s.order_id offset 0) o
        join reporting.customers c on c.tenant_id = \(db.tenant) and c.id = o.customer_id
       where o.kind = 'order'
       group by c.id, c.name
       order by 4 desc, 3 desc, c.id
       limit 8
      """)
  }

  static func together(with product: Product.ID, in db: TenantDatabase) async throws -> [Companion] {
    try await db.all(
      """
      with sold as materialized (\(fragment: newest(of: product, in: db))),
      beside as materialized (
        select l.order_id, l.variant_id, l.quantity
          from (select distinct order_id from sold order by order_id desc limit 300) s
         cross join lateral (
           select l.order_id, l.variant_id, l.quantity from reporting.lines l
            where l.tenant_id = \(db.tenant) and l.order_id = s.order_id and l.head = 'product' and l.quantity > 0
           offset 0) l)
      select p.id::text, case p.name when '' then p.source_key else p.name end, count(distinct b.order_id),
             \(fragment: .total("sum(b.quantity)"))
        from beside b
        join variants v on v.tenant_id = \(db.tenant) and v.id = b.variant_id
        join products p on p.tenant_id = \(db.tenant) and p.id = v.product_id
       where p.id <> \(product)
       group by p.id, p.name, p.source_key
      having count(distinct b.order_id) > 1
       order by 3 desc, 4 desc, p.id
       limit 6
      """)
  }

  /// The newest sales of each variant by its own index, whatever the planner knows of a shop whose rows have just come;
  /// cancellations are negative.
  private static func newest(of product: Product.ID, in db: TenantDatabase) -> SQL {
    """
    select s.order_id, s.quantity
      from unnest(\(fragment: product.variants(in: db))) as wanted (id)
     cross join lateral (
       select l.order_id, l.quantity from reporting.lines l
        where l.tenant_id = \(db.tenant) and l.variant_id = wanted.id and l.head = 'product' and l.quantity > 0
        order by l.order_id desc
        limit \(looked)) s
     order by s.order_id desc
     limit \(looked)
    """
  }
}

extension Product.ID {
  /// Its variants as an array of keys, which finds their rows by an index whatever the planner thinks of the shop.
  func variants(in db: TenantDatabase) -> SQL {
    "array(select id from variants where tenant_id = \(db.tenant) and product_id = \(self))"
  }
}
