import Basics
import Catalog
import Database

/// The figures of days: what the rollups of a day hold, as statements over its rows. They are restated from these, and
/// the nightly check compares with them.
enum DayFigures {
  /// Days of up to so many orders are restated at once, or one of more.
  static let orders = 10_000

  /// Restates some of the days that are marked, and says how many.
  static func restate(in db: TenantDatabase) async throws -> Int {
    let days = try await take(in: db)
    if days.isEmpty { return 0 }
    var variants = try await clear(days, in: db)
    variants.formUnion(try await state(days, in: db))
    let months = Set(days.map(\.startOfMonth)).sorted()
    try await MonthFigures.restate(months, variants: Array(variants), in: db)
    return days.count
  }

  /// Takes the marks of some days away. Those that somebody is marking just now are left to them.
  private static func take(in db: TenantDatabase) async throws -> [LocalDate] {
    try await db.runAll(
      """
      with due as (
        select local_date from stale_days
         where tenant_id = \(db.tenant)
         order by local_date limit 62 for update skip locked),
      measured as (
        select local_date, sum(orders) over (order by local_date) - orders as before
          from (select d.local_date,
                       (select count(*) from orders o
                         where o.tenant_id = \(db.tenant) and o.local_date = d.local_date) as orders
                  from due d) counted)
      delete from stale_days s
       using measured m
       where s.tenant_id = \(db.tenant) and s.local_date = m.local_date and m.before < \(orders)
      returning s.local_date
      """)
  }

  /// Which variants had figures.
  private static func clear(_ days: [LocalDate], in db: TenantDatabase) async throws -> Set<Variant.ID> {
    try await db.run([
      "delete from sales_days where tenant_id = \(db.tenant) and local_date = any(\(days))",
      "delete from sales_hours where tenant_id = \(db.tenant) and local_date = any(\(days))",
      "delete from sales_places where tenant_id = \(db.tenant) and local_date = any(\(days))",
      "delete from packed_days where tenant_id = \(db.tenant) and local_date = any(\(days))",
    ])
    return Set(
      try await db.runAll(
        """
        with gone as (
          delete from variant_days where tenant_id = \(db.tenant) and local_date = any(\(days))
          returning variant_id)
        select distinct variant_id from gone
        """, as: Variant.ID.self))
  }

  /// Which variants have figures now.
  private static func state(_ days: [LocalDate], in db: TenantDatabase) async throws -> Set<Variant.ID> {
    try await db.run([
      """
      insert into sales_hours (tenant_id, local_date, hour, orders, gross, refunds)
      select \(db.tenant), f.* from (\(fragment: hours(days, in: db))) f returning hour
      """,
      """
      insert into sales_places (tenant_id, local_date, country, region, orders, gross, refunds)
      select \(db.tenant), f.* from (\(fragment: places(days, in: db))) f returning country
      """,
    ])
    return Set(
      try await db.runAll(
        """
        with sold as materialized (\(fragment: sold(days, in: db))),
        stated as (
          insert into sales_days (
            tenant_id, local_date, orders, cancellations, first_orders, anonymous_orders, units, gross, refunds, postage,
            fees, discounts, manual, tax, bad_debt_lines, zero_price_lines, adjustment_lines)
          select \(db.tenant), f.* from (\(fragment: self.days(days, in: db))) f
          returning local_date),
        kept as (
          insert into variant_days (tenant_id, local_date, variant_id, orders, units, gross, refunds)
          select \(db.tenant), f.* from (\(fragment: variants)) f
          returning variant_id),
        packed as (
          insert into packed_days (tenant_id, local_date, sold)
          select \(db.tenant), f.* from (\(fragment: PackedSales.days)) f
          returning local_date)
        select distinct variant_id from kept
        """, as: Variant.ID.self))
  }
}

extension DayFigures {
  /// What the lines of some days come to by day, head and variant. An order with a variant on two lines sold it once.
  static func sold(_ days: [LocalDate], in db: TenantDatabase) -> SQL {
    """
    select local_date, head, variant_id, (count(*) filter (where kind = 'order'))::integer as orders,
           sum(lines)::integer as lines, \(fragment: SalesFigures.figure("sum(units)")) as units,
           \(fragment: SalesFigures.figure("sum(gross)")) as gross, \(fragment: SalesFigures.figure("sum(amount)")) as amount
      from (
        select o.local_date, o.kind, l.head, l.variant_id, count(*) as lines,
               \(fragment: SalesFigures.units) as units, \(fragment: SalesFigures.gross) as gross,
               sum(l.amount) as amount
          from orders o
          join order_lines l on l.tenant_id = \(db.tenant) and l.order_id = o.id
         where o.tenant_id = \(db.tenant) and o.local_date = any(\(days))
         group by o.tenant_id, o.id, l.head, l.variant_id) of_orders
     group by local_date, head, variant_id
    """
  }

  /// `variant_days`, from what was `sold`.
  static let variants: SQL = """
    select local_date, variant_id, orders, units, gross, gross - amount as refunds
      from sold where head = 'product' and variant_id is not null order by local_date, variant_id
    """

  /// `sales_days`, from the orders and what was `sold`.
  static func days(_ days: [LocalDate], in db: TenantDatabase) -> SQL {
    """
    select local_date, o.orders, o.cancellations, o.first_orders, o.anonymous_orders, s.units, s.gross,
           s.gross - s.net as refunds, s.postage, s.fees, s.discounts, s.manual, s.tax, s.bad_debt_lines,
           s.zero_price_lines, s.adjustment_lines
      from (
        select local_date,
               (count(*) filter (where kind = 'order'))::integer as orders,
               (count(*) filter (where kind = 'cancellation'))::integer as cancellations,
               (count(*) filter (where kind = 'order' and customer_id is not null and previous_date is null))::integer
                 as first_orders,
               (count(*) filter (where kind = 'order' and customer_id is null))::integer as anonymous_orders
          from orders
         where tenant_id = \(db.tenant) and local_date = any(\(days))
         group by local_date) o
      join (
        select local_date,
               \(fragment: SalesFigures.figure("sum(units) filter (where head = 'product')")) as units,
               \(fragment: SalesFigures.figure("sum(gross) filter (where head = 'product')")) as gross,
               \(fragment: SalesFigures.figure("sum(amount) filter (where head = 'product')")) as net,
               \(fragment: SalesFigures.figure("sum(amount) filter (where head = 'postage')")) as postage,
               \(fragment: SalesFigures.figure("sum(amount) filter (where head = 'fee')")) as fees,
               \(fragment: SalesFigures.figure("sum(amount) filter (where head = 'discount')")) as discounts,
               \(fragment: SalesFigures.figure("sum(amount) filter (where head = 'manual')")) as manual,
               \(fragment: SalesFigures.figure("sum(amount) filter (where head = 'tax')")) as tax,
               coalesce(sum(lines) filter (where head = 'bad_debt'), 0)::integer as bad_debt_lines,
               coalesce(sum(lines) filter (where head = 'zero_price'), 0)::integer as zero_price_lines,
               coalesce(sum(lines) filter (where head = 'adjustment'), 0)::integer as adjustment_lines
          from sold
         group by local_date) s using (local_date)
    """
  }

  /// `sales_hours`.
  static func hours(_ days: [LocalDate], in db: TenantDatabase) -> SQL {
    """
    select local_date, local_hour as hour, \(fragment: ofOrders)
      from orders
     where tenant_id = \(db.tenant) and local_date = any(\(days))
     group by local_date, local_hour
    """
  }

  /// `sales_places`.
  static func places(_ days: [LocalDate], in db: TenantDatabase) -> SQL {
    """
    select local_date, country, region, \(fragment: ofOrders)
      from orders
     where tenant_id = \(db.tenant) and local_date = any(\(days))
     group by local_date, country, region
    """
  }

  /// The stored figures of orders together.
  private static let ofOrders: SQL = """
    (count(*) filter (where kind = 'order'))::integer as orders, \(fragment: SalesFigures.figure("sum(gross)")) as gross,
    \(fragment: SalesFigures.figure("sum(refunds)")) as refunds
    """
}
