import Basics
import Database

/// The hour it is now, put on other days: where today is not over, those it is compared with must not be either.
struct Cut: Sendable {
  let now: Instant
  let today: LocalDate
  let zone: TimeZoneRules

  func moment(on day: LocalDate) -> Instant {
    zone.startOfDay(day) + .microseconds(now.microseconds - zone.startOfDay(today).microseconds)
  }
}

extension SalesDay {
  /// The last days of what a period is compared with, up to the hour it is now. Charges and lines that are no sales
  /// are not told apart by the hour and stand at zero.
  static func upTo(_ cut: Cut?, lastDaysOf period: Period, in db: TenantDatabase) async throws -> [SalesDay] {
    guard let cut else { return [] }
    let days = [period.before.upperBound] + (period.yearBefore.map { [$0.upperBound] } ?? [])
    let each = days.map { day -> SQL in
      """
      select \(day) as local_date, count(*) filter (where kind = 'order') as orders,
             count(*) filter (where kind = 'cancellation') as cancellations,
             count(*) filter (where kind = 'order' and customer_id is not null and previous_date is null) as firsts,
             count(*) filter (where kind = 'order' and customer_id is null) as anonymous, 0::bigint as units,
             \(fragment: .total("sum(gross)")), \(fragment: .total("sum(refunds)")),
             0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint, 0::bigint
        from reporting.sales
       where tenant_id = \(db.tenant) and local_date = \(day) and placed_at < \(cut.moment(on: day))
      """
    }
    return try await db.all(.joined(each, by: " union all "), as: SalesDay.self)
  }
}
