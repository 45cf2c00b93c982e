import Basics
import Database

/// What was sold on one day of the shop's calendar, in minor units of its currency.
struct SalesDay: FromRow, Equatable, Sendable {
  let date: LocalDate
  let orders: Int
  let gross: Int64
  let refunds: Int64

  var net: Int64 { gross - refunds }

  init(date: LocalDate, orders: Int = 0, gross: Int64 = 0, refunds: Int64 = 0) {
    self.date = date
    self.orders = orders
    self.gross = gross.limitedToFigures
    self.refunds = refunds.limitedToFigures
  }

  init(row: inout Row) throws {
    self.init(date: try row.next(), orders: try row.next(), gross: try row.next(), refunds: try row.next())
  }
}

extension Int64 {
  /// An amount as far as figures go, which is further than any business: sums, differences and the axis of a chart
  /// still fit. Without it one file of absurd amounts would overflow, and end the process for everybody.
  var limitedToFigures: Int64 { Swift.min(Swift.max(self, -(1 << 60)), 1 << 60) }
}

extension SalesDay {
  /// The days of a range on which there was anything, in order.
  static func all(_ days: ClosedRange<LocalDate>, in db: TenantDatabase) async throws -> [SalesDay] {
    try await db.all(
      """
      select local_date, count(*) filter (where kind = 'order'), sum(gross)::bigint, sum(refunds)::bigint
        from reporting.sales
       where tenant_id = \(db.tenant) and local_date between \(days.lowerBound) and \(days.upperBound)
       group by local_date
       order by local_date
      """, as: SalesDay.self)
  }

  /// The last day on which there was anything, or nil for a shop that has sold nothing yet.
  static func last(in db: TenantDatabase) async throws -> LocalDate? {
    try await db.one(
      "select max(local_date) from reporting.sales where tenant_id = \(db.tenant)", as: LocalDate?.self)
  }
}

/// The figures of a period. Each is defined here and nowhere else; the page shows the same words as help.
struct SalesTotals: Equatable, Sendable {
  private(set) var orders = 0
  private(set) var gross: Int64 = 0
  private(set) var refunds: Int64 = 0

  var net: Int64 { gross - refunds }

  /// Gross sales divided by orders, rounded half to even; nil without an order.
  var average: Int64? {
    guard orders > 0 else { return nil }
    let (quotient, rest) = gross.quotientAndRemainder(dividingBy: Int64(orders))
    let twice = rest * 2
    let roundsUp = twice > Int64(orders) || (twice == Int64(orders) && quotient % 2 != 0)
    return roundsUp ? quotient + 1 : quotient
  }

  init(_ days: some Sequence<SalesDay>) {
    for day in days {
      orders += day.orders
      gross = (gross + day.gross).limitedToFigures
      refunds = (refunds + day.refunds).limitedToFigures
    }
  }
}
