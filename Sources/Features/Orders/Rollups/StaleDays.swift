import Basics
import Customers
import Database

/// Days whose figures are not those of their rows any more. Also kept here: the customers of whom that is true.
///
/// Whatever changes orders or lines marks them in its own transaction. So figures are right, or marked.
package enum StaleDays {
  /// Has restating wait until the transaction ends, or waits for the step that is under way.
  ///
  /// Marking does it too. A transaction that changes many rows does it first: else it could come to hold rows that a
  /// step waits for, while it waits for the step.
  package static func holdOff(in db: TenantDatabase) async throws { try await db.run(holdingOff(in: db)) }

  /// Marks the days and the customers of some orders.
  ///
  /// A change that may move an order to another day or customer, or take it away, marks before it too.
  package static func mark(_ orders: [Order.ID], in db: TenantDatabase) async throws {
    if orders.isEmpty { return }
    try await db.run([
      holdingOff(in: db),
      markingCustomers(
        "select distinct customer_id from \(fragment: each(orders, in: db)) where customer_id is not null",
        in: db),
      marking("select distinct local_date from \(fragment: each(orders, in: db))", in: db),
    ])
  }

  /// Looked up one by one, however many the shop has.
  private static func each(_ orders: [Order.ID], in db: TenantDatabase) -> SQL {
    """
    unnest(\(orders)) as u (id)
      cross join lateral (
        select customer_id, local_date from orders where tenant_id = \(db.tenant) and id = u.id offset 0) o
    """
  }

  /// Marks days, without anything having to be on them.
  package static func mark(days: [LocalDate], in db: TenantDatabase) async throws {
    if !days.isEmpty { try await db.run([holdingOff(in: db), marking("select unnest(\(days))", in: db)]) }
  }

  /// Marks customers.
  package static func mark(customers: [Customer.ID], in db: TenantDatabase) async throws {
    if customers.isEmpty { return }
    try await db.run([holdingOff(in: db), markingCustomers("select unnest(\(customers))", in: db)])
  }

  /// Whether figures are behind their rows at the moment.
  package static func areThere(in db: TenantDatabase) async throws -> Bool {
    try await db.one(
      """
      select exists (select 1 from stale_days where tenant_id = \(db.tenant))
          or exists (select 1 from stale_customers where tenant_id = \(db.tenant))
      """)
  }

  private static func holdingOff(in db: TenantDatabase) -> SQL {
    "select pg_advisory_xact_lock_shared(\(Rollups.lockKey(of: db.tenant)))"
  }

  /// - Parameter days: A statement with one column. In order of the days, so that two who mark do not wait for each
  ///   other.
  static func marking(_ days: SQL, in db: TenantDatabase) -> SQL {
    """
    insert into stale_days (tenant_id, local_date)
    select \(db.tenant), day from (\(fragment: days)) as d (day) order by day
    on conflict do nothing
    returning local_date
    """
  }

  static func markingCustomers(_ customers: SQL, in db: TenantDatabase) -> SQL {
    """
    insert into stale_customers (tenant_id, customer_id)
    select \(db.tenant), customer from (\(fragment: customers)) as c (customer) order by customer
    on conflict do nothing
    returning customer_id
    """
  }
}
