import Basics
import Customers
import Database

/// What customers have bought in all, and which order came before which.
enum CustomerFigures {
  /// So many customers are restated at once.
  static let atOnce = 2_000

  /// Restates some of the customers who are marked, and says how many.
  static func restate(in db: TenantDatabase) async throws -> Int {
    let customers = try await take(in: db)
    if customers.isEmpty { return 0 }
    try await restateOrdersBefore(of: customers, in: db)
    try await Customer.keep(counted(customers, in: db), of: customers, in: db)
    return customers.count
  }

  private static func take(in db: TenantDatabase) async throws -> [Customer.ID] {
    try await db.runAll(
      """
      delete from stale_customers
       where tenant_id = \(db.tenant) and customer_id in (
         select customer_id from stale_customers
          where tenant_id = \(db.tenant)
          order by customer_id limit \(atOnce) for update skip locked)
      returning customer_id
      """)
  }

  /// Days with other first orders than before are marked.
  private static func restateOrdersBefore(of customers: [Customer.ID], in db: TenantDatabase) async throws {
    try await db.run(
      """
      with wrong as materialized (
        select id, local_date, previous from (\(fragment: ordersBefore(of: customers, in: db))) f
         where previous_date is distinct from previous),
      marked as (\(fragment: StaleDays.marking("select distinct local_date from wrong", in: db)))
      update orders o
         set previous_date = w.previous
        from wrong w
       where o.tenant_id = \(db.tenant) and o.id = w.id
      """)
  }

  /// For each entry of some customers the day of their order before: by the calendar first, because the clock of a
  /// zone that is set back can make a later moment an earlier day.
  static func ordersBefore(of customers: [Customer.ID], in db: TenantDatabase) -> SQL {
    """
    select id, local_date, previous_date,
           case when kind = 'order' then lag(local_date) over (
             partition by customer_id, kind = 'order' order by local_date, placed_at, id) end as previous
      from \(fragment: orders(of: customers, in: db))
    """
  }

  /// The columns of `customers`, of those who have any entry.
  static func counted(_ customers: [Customer.ID], in db: TenantDatabase) -> SQL {
    """
    select customer_id, (count(*) filter (where kind = 'order'))::integer as orders,
           \(fragment: SalesFigures.figure("sum(gross)")) as gross, \(fragment: SalesFigures.figure("sum(refunds)")) as refunds,
           min(local_date) filter (where kind = 'order') as first_order,
           max(local_date) filter (where kind = 'order') as last_order
      from \(fragment: orders(of: customers, in: db))
     group by customer_id
    """
  }

  /// Looked up by each customer: the planner, which takes every business for a small one, would read all its orders.
  private static func orders(of customers: [Customer.ID], in db: TenantDatabase) -> SQL {
    """
    unnest(\(customers)) as u (customer)
      cross join lateral (
        select id, customer_id, kind, local_date, placed_at, previous_date, gross, refunds
          from orders
         where tenant_id = \(db.tenant) and customer_id = u.customer
        offset 0) o
    """
  }
}
