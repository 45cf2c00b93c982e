import Basics
import Database

/// On which day, and at which hour, the clocks of a shop's zone stood when something was ordered.
package enum ShopCalendar {
  /// Dates some orders by the zone. In the transaction of who has marked them, before and behind.
  static func date(_ orders: [Order.ID], by zone: TimeZoneRules, in db: TenantDatabase) async throws {
    try await db.run(
      """
      update orders o
         set local_date = n.date, local_hour = n.hour
        from (
          select id, (placed_at at time zone \(zone.identifier))::date as date,
                 extract(hour from placed_at at time zone \(zone.identifier))::smallint as hour
            from orders
           where tenant_id = \(db.tenant) and id = any(\(orders))) n
       where o.tenant_id = \(db.tenant) and o.id = n.id and (o.local_date, o.local_hour) <> (n.date, n.hour)
      """)
  }
}
