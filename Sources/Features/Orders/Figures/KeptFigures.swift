import Basics
import Catalog
import Customers
import Database

/// Every figure that is kept, compared with what it is restated from. What is marked as stale is left out: it is known
/// to be behind, and one statement sees rows, figures and marks of one moment.
enum KeptFigures {
  /// From the first day with any rows or figures to the last; nil for a shop without.
  static func days(in db: TenantDatabase) async throws -> ClosedRange<LocalDate>? {
    let ends = try await db.all(
      """
      select day
        from (
          select min(local_date), max(local_date) from orders where tenant_id = \(db.tenant)
          union all
          select min(local_date), max(local_date) from sales_days where tenant_id = \(db.tenant)
          union all
          select min(local_date), max(local_date) from variant_days where tenant_id = \(db.tenant)) ends (first, last)
       cross join lateral (values (first), (last)) as d (day)
       where day is not null
      """, as: LocalDate.self)
    guard let first = ends.min(), let last = ends.max() else { return nil }
    return first...last
  }

  /// The figures that orders of some days have of their own.
  static func differences(ofOrdersOn days: [LocalDate], _ zone: TimeZoneRules, in db: TenantDatabase)
    async throws
    -> [FigureDifference]
  {
    // Each reads many rows: on a connection of its own, so that nobody waits behind it.
    try await db.transaction { db in try await db.all(ofOrders(days, zone, in: db)) }
  }

  /// Figures of some days.
  static func differences(on days: [LocalDate], in db: TenantDatabase) async throws -> [FigureDifference] {
    let isFresh: SQL = """
      not exists (select 1 from stale_days t where t.tenant_id = \(db.tenant) and t.local_date = d.day)
      """
    return try await db.transaction { db in
      var found: [FigureDifference] = []
      for table in KeptTable.ofDays(days, in: db) {
        found += try await db.all(table.differences(where: isFresh), as: FigureDifference.self)
      }
      return found
    }
  }

  /// Figures of a month.
  static func differences(in month: LocalDate, in db: TenantDatabase) async throws -> [FigureDifference] {
    let isFresh: SQL = """
      not exists (
        select 1 from stale_days t
         where t.tenant_id = \(db.tenant) and t.local_date >= \(month) and t.local_date < \(month.adding(months: 1)))
      """
    return try await db.transaction { db in
      var found: [FigureDifference] = []
      for table in KeptTable.ofMonths([month], in: db) {
        found += try await db.all(table.differences(where: isFresh), as: FigureDifference.self)
      }
      return found
    }
  }

  /// The stored figures of orders, and when they were by the shop's calendar.
  private static func ofOrders(_ days: [LocalDate], _ zone: TimeZoneRules, in db: TenantDatabase) -> SQL {
    """
    with counted as materialized (
      \(fragment: SalesFigures.counted("o.local_date = any(\(days))", in: db)))
    select o.local_date, 'orders'::text, o.source_number, v.figure, v.stated, v.counted
      from orders o
      left join counted f on f.order_id = o.id
     cross join lateral (values
       ('gross', o.gross::text, coalesce(f.gross, 0)::text),
       ('refunds', o.refunds::text, coalesce(f.gross - f.net, 0)::text),
       ('charges', o.charges::text, coalesce(f.charges, 0)::text),
       ('total', o.total::text, coalesce(f.net + f.charges, 0)::text),
       ('line_count', o.line_count::text, coalesce(f.lines, 0)::text),
       ('kind', o.kind, coalesce(f.kind, case o.kind when 'cancellation' then o.kind else 'other' end)),
       ('local_date', o.local_date::text, (o.placed_at at time zone \(zone.identifier))::date::text),
       ('local_hour', o.local_hour::text, extract(hour from o.placed_at at time zone \(zone.identifier))::text)
     ) as v (figure, stated, counted)
     where o.tenant_id = \(db.tenant) and o.local_date = any(\(days)) and v.stated <> v.counted
       and not exists (select 1 from stale_days t where t.tenant_id = \(db.tenant) and t.local_date = o.local_date)
     limit \(FigureCheck.most)
    """
  }

  /// What some customers have bought, and which of their orders came before which.
  static func differences(of customers: [Customer.ID], in db: TenantDatabase) async throws
    -> [FigureDifference]
  {
    let isFresh: SQL = """
      not exists (select 1 from stale_customers t where t.tenant_id = \(db.tenant) and t.customer_id = c.id)
      """
    return try await db.transaction { db in
      try await db.all(
        """
        select null::date, 'customers'::text, c.name, v.figure, v.stated, v.counted
          from customers c
          left join (\(fragment: CustomerFigures.counted(customers, in: db))) f on f.customer_id = c.id
         cross join lateral (values
           ('orders', c.orders::text, coalesce(f.orders, 0)::text),
           ('gross', c.gross::text, coalesce(f.gross, 0)::text),
           ('refunds', c.refunds::text, coalesce(f.refunds, 0)::text),
           ('first_order', c.first_order::text, f.first_order::text),
           ('last_order', c.last_order::text, f.last_order::text)) as v (figure, stated, counted)
         where c.tenant_id = \(db.tenant) and c.id = any(\(customers)) and v.stated is distinct from v.counted
           and \(fragment: isFresh)
        union all
        select f.local_date, 'orders'::text, c.name, 'previous_date'::text, f.previous_date::text, f.previous::text
          from (\(fragment: CustomerFigures.ordersBefore(of: customers, in: db))) f
          join orders o on o.tenant_id = \(db.tenant) and o.id = f.id
          join customers c on c.tenant_id = \(db.tenant) and c.id = o.customer_id
         where f.previous_date is distinct from f.previous and \(fragment: isFresh)
         limit \(FigureCheck.most)
        """, as: FigureDifference.self)
    }
  }

  /// What some products have sold.
  static func differences(of products: [Product.ID], in db: TenantDatabase) async throws -> [FigureDifference]
  {
    try await db.transaction { db in
      try await db.all(
        """
        select null::date, 'products'::text, coalesce(nullif(p.name, ''), p.source_key), v.figure, v.stated, v.counted
          from products p
          left join (\(fragment: ProductFigures.counted(products, in: db))) f on f.product_id = p.id
         cross join lateral (values
           ('units', p.units::text, coalesce(f.units, 0)::text),
           ('gross', p.gross::text, coalesce(f.gross, 0)::text),
           ('refunds', p.refunds::text, coalesce(f.refunds, 0)::text),
           ('last_sold', p.last_sold::text, f.last_sold::text)) as v (figure, stated, counted)
         where p.tenant_id = \(db.tenant) and p.id = any(\(products)) and v.stated is distinct from v.counted
           and not exists (select 1 from stale_products t where t.tenant_id = \(db.tenant) and t.product_id = p.id)
         limit \(FigureCheck.most)
        """, as: FigureDifference.self)
    }
  }

  /// Makes the orders of some days right.
  static func mend(ordersOn days: [LocalDate], _ zone: TimeZoneRules, in db: TenantDatabase) async throws {
    for day in days {
      try await db.transaction(retries: 5) { db in
        try await StaleDays.holdOff(in: db)
        let orders = try await db.all(
          "select id from orders where tenant_id = \(db.tenant) and local_date = \(day)", as: Order.ID.self)
        try await StaleDays.mark(orders, in: db)
        try await SalesFigures.restate(orders, in: db)
        try await ShopCalendar.date(orders, by: zone, in: db)
        try await StaleDays.mark(orders, in: db)
      }
    }
  }
}
