import Basics
import Database

/// What was sold in one hour of one day of the week.
struct HourSales: FromRow, Equatable, Sendable {
  let weekday: Weekday
  let hour: Int
  let orders: Int
  let net: Int64

  init(weekday: Weekday, hour: Int, orders: Int, net: Int64) {
    self.weekday = weekday
    self.hour = hour
    self.orders = orders
    self.net = net
  }

  init(row: inout Row) throws {
    self.init(
      weekday: Weekday(rawValue: try row.next()) ?? .sunday, hour: try row.next(), orders: try row.next(),
      net: try row.next())
  }

  static func all(_ period: Period, in db: TenantDatabase) async throws -> [HourSales] {
    try await db.all(
      """
      select ((local_date - date '1899-12-31') % 7)::bigint as weekday, hour::bigint, sum(orders)::bigint,
             \(fragment: .total("sum(gross - refunds)"))
        from reporting.sales_hours
       where tenant_id = \(db.tenant) and local_date between \(period.first) and \(period.last)
       group by 1, 2
      """)
  }
}

/// The week of a shop: orders by weekday and hour.
struct WeekSales: Equatable, Sendable {
  private var byHour: [[HourSales?]]

  init(_ hours: [HourSales]) {
    byHour = Array(repeating: Array(repeating: nil, count: 24), count: 7)
    for one in hours where (0..<24).contains(one.hour) { byHour[one.weekday.rawValue][one.hour] = one }
  }

  func orders(_ weekday: Weekday, _ hour: Int) -> Int { byHour[weekday.rawValue][hour]?.orders ?? 0 }

  func orders(_ weekday: Weekday) -> Int { byHour[weekday.rawValue].reduce(0) { $0 + ($1?.orders ?? 0) } }

  func net(_ weekday: Weekday) -> Int64 {
    byHour[weekday.rawValue].reduce(0) { $0.addingLimited($1?.net ?? 0) }
  }

  /// From the first hour in which anything is ever ordered to the last; nil without an order.
  var openHours: ClosedRange<Int>? {
    let hours = (0..<24).filter { hour in byHour.contains { ($0[hour]?.orders ?? 0) > 0 } }
    guard let first = hours.first, let last = hours.last else { return nil }
    return first...last
  }

  /// The hour with most orders, or nil without one.
  var busiest: HourSales? {
    byHour.joined().compactMap { $0 }.filter { $0.orders > 0 }.max { $0.orders < $1.orders }
  }
}
