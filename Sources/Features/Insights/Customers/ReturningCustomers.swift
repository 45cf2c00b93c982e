import Basics
import Database

/// How many customers of some days had ordered before them: each is counted once, at the first order of those days,
/// whose order before is older than they are.
struct ReturningCustomers: Equatable, Sendable {
  let now: Int
  let before: Int
  let yearBefore: Int

  private struct Counted: FromRow {
    let place: Int
    let customers: Int

    init(row: inout Row) throws {
      place = try row.next()
      customers = try row.next()
    }
  }

  /// `cut` are the moments at which the last days of what is compared end, where the period is not over.
  static func count(_ period: Period, cut: Cut?, in db: TenantDatabase) async throws -> ReturningCustomers {
    let ranges = [period.days, period.before] + (period.yearBefore.map { [$0] } ?? [])
    let counts = ranges.enumerated().map { place, days -> SQL in
      guard place > 0, let cut else { return whole(place, days, in: db) }
      return until(cut.moment(on: days.upperBound), place, days, in: db)
    }
    let found = try await db.all(.joined(counts, by: " union all "), as: Counted.self)
    func customers(_ place: Int) -> Int { found.first { $0.place == place }?.customers ?? 0 }
    return ReturningCustomers(now: customers(0), before: customers(1), yearBefore: customers(2))
  }

  private static func whole(_ place: Int, _ days: ClosedRange<LocalDate>, in db: TenantDatabase) -> SQL {
    "select \(place), \(fragment: counted(days, since: days.lowerBound, in: db))"
  }

  /// All days but the last from the index, the last by the moment of its orders.
  private static func until(
    _ moment: Instant, _ place: Int, _ days: ClosedRange<LocalDate>, in db: TenantDatabase
  ) -> SQL {
    let first = days.lowerBound
    let before: SQL =
      first < days.upperBound ? counted(first...(days.upperBound - 1), since: first, in: db) : "0::bigint"
    return """
      select \(place), \(fragment: before)
           + (select count(*)
                from reporting.sales
               where tenant_id = \(db.tenant) and local_date = \(days.upperBound) and placed_at < \(moment)
                 and kind = 'order' and previous_date < \(first))
      """
  }

  /// Longer periods than so many days are counted by months where these are whole.
  private static let longOnes = 92

  /// Orders of some days whose customer's order before is older than a day.
  private static func counted(_ days: ClosedRange<LocalDate>, since first: LocalDate, in db: TenantDatabase)
    -> SQL
  {
    let split = MonthSplit(days)
    guard let months = split.months, days.count > longOnes else {
      return counted(each: days, since: first, in: db)
    }
    let edges = split.days.map { counted(each: $0, since: first, in: db) }
    let byMonths: SQL = """
      (select coalesce(sum(orders), 0)
         from reporting.buyer_months
        where tenant_id = \(db.tenant) and month between \(months.lowerBound) and \(months.upperBound)
          and previous_month < \(first.startOfMonth))
      """
    // The order before was in the month of the first day, but before that day.
    let onTheVerge: SQL = """
      (select count(*)
         from reporting.buyers
        where tenant_id = \(db.tenant) and previous_date >= \(first.startOfMonth) and previous_date < \(first)
          and local_date >= \(months.lowerBound) and local_date < \(months.upperBound.adding(months: 1)))
      """
    return .joined([byMonths, onTheVerge] + edges, by: " + ")
  }

  private static func counted(
    each days: ClosedRange<LocalDate>, since first: LocalDate, in db: TenantDatabase
  ) -> SQL {
    """
    (select count(*)
       from reporting.buyers
      where tenant_id = \(db.tenant) and local_date between \(days.lowerBound) and \(days.upperBound)
        and previous_date < \(first))
    """
  }
}
