import Basics
import Database

/// On which day, and at which hour, the clocks of a shop's zone stood when something was ordered.
enum ShopCalendar {
  /// So many orders are dated at once.
  private static let atOnce = 2_000

  /// Behind which order to go on, in order of their times.
  struct Place: Sendable {
    let placed: Instant
    let order: Order.ID

    /// Before all that PostgreSQL can hold.
    static let start = Place(placed: Instant(seconds: -210_000_000_000), order: Order.ID(high: 0, low: 0))
  }

  /// Dates the next orders by the zone, and marks their days; nil when there are no more.
  static func date(from place: Place, by zone: TimeZoneRules, in db: TenantDatabase) async throws -> Place? {
    try await StaleDays.holdOff(in: db)
    let some = try await db.all(
      """
      select id, placed_at,
             (local_date, local_hour) <> (\(fragment: date(zone)), \(fragment: hour(zone)))
        from orders
       where tenant_id = \(db.tenant) and (placed_at, id) > (\(place.placed), \(place.order))
       order by placed_at, id
       limit \(atOnce)
      """, as: DatedOrder.self)
    let wrong = some.filter(\.isWrong).map(\.id)
    try await StaleDays.mark(wrong, in: db)
    try await date(wrong, by: zone, in: db)
    try await StaleDays.mark(wrong, in: db)
    return some.last.map { Place(placed: $0.placed, order: $0.id) }
  }

  /// Dates some orders by the zone. In the transaction of who has marked them, before and behind.
  static func date(_ orders: [Order.ID], by zone: TimeZoneRules, in db: TenantDatabase) async throws {
    if orders.isEmpty { return }
    try await db.run(
      """
      update orders
         set local_date = \(fragment: date(zone)), local_hour = \(fragment: hour(zone))
       where tenant_id = \(db.tenant) and id = any(\(orders))
      """)
  }

  private static func date(_ zone: TimeZoneRules) -> SQL {
    "(placed_at at time zone \(zone.identifier))::date"
  }

  private static func hour(_ zone: TimeZoneRules) -> SQL {
    "extract(hour from placed_at at time zone \(zone.identifier))::smallint"
  }
}

private struct DatedOrder: FromRow {
  let id: Order.ID
  let placed: Instant
  let isWrong: Bool

  init(row: inout Row) throws {
    id = try row.next()
    placed = try row.next()
    isWrong = try row.next()
  }
}
