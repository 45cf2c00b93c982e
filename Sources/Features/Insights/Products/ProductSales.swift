import Basics
import Database

/// What a product sold in a period and in the one before.
struct ProductSales: FromRow, Equatable, Sendable {
  let id: String
  let name: String
  let units: Int
  let net: Int64
  let unitsBefore: Int
  let netBefore: Int64
  /// Among the largest, or among those that have lost most. One can be both.
  let isTop: Bool
  let isFalling: Bool

  init(row: inout Row) throws {
    id = try row.next()
    name = try row.next()
    units = try row.next()
    net = try row.next()
    unitsBefore = try row.next()
    netBefore = try row.next()
    isTop = try row.next()
    isFalling = try row.next()
  }
}

extension ProductSales {
  /// How many of each a card has.
  static let shown = 6

  /// The products that sold most, and those that lost most against the period before: largest first, then largest loss.
  ///
  /// While the period is not over, losses are counted without its last day and that of the period before.
  static func leading(_ period: Period, lastIsOpen: Bool, most: Int = shown, in db: TenantDatabase)
    async throws
    -> [ProductSales]
  {
    let openDays = lastIsOpen && period.count > 1 ? [period.last, period.before.upperBound] : []
    return try await db.all(
      """
      with sold as materialized (
        \(fragment: sold(period, openDays: openDays, in: db))
      ), products as materialized (
        select v.product_id,
               \(fragment: .total("sum(s.units) filter (where s.part >= 2)")) as units,
               \(fragment: .total("sum(s.net) filter (where s.part >= 2)")) as net,
               \(fragment: .total("sum(s.units) filter (where s.part < 2)")) as units_before,
               \(fragment: .total("sum(s.net) filter (where s.part < 2)")) as net_before,
               \(fragment: .total("sum(case s.part when 2 then s.net when 0 then -s.net end)")) as gained
          from sold s
          join reporting.variants v on v.tenant_id = \(db.tenant) and v.id = s.variant_id
         group by v.product_id
      ), ranked as (
        select products.*, row_number() over (order by net desc, product_id) as place,
               row_number() over (order by gained, product_id) as fall
          from products
      )
      select p.id::text, case p.name when '' then p.key else p.name end, r.units, r.net, r.units_before, r.net_before,
             r.place <= \(most) and r.net > 0, r.fall <= \(most) and r.gained < 0
        from ranked r
        join reporting.products p on p.tenant_id = \(db.tenant) and p.id = r.product_id
       where r.place <= \(most) and r.net > 0 or r.fall <= \(most) and r.gained < 0
       order by r.place
      """)
  }

  /// Units and net of each variant in up to four parts: 2 and 0 are the period and the one before, 3 and 1 their last
  /// days where those are not over. Whole months are read as such. Two plain sums by one key: there are millions of rows
  /// in a large shop, and a sum under a condition costs as much as reading its row.
  private static func sold(_ period: Period, openDays: [LocalDate], in db: TenantDatabase) -> SQL {
    let (now, before) = (MonthSplit(period.days), MonthSplit(period.before))
    let first = period.first
    let days: SQL = """
      select variant_id,
             case when local_date >= \(first) then 2 else 0 end
               + case when local_date = any(\(openDays)) then 1 else 0 end as part,
             sum(units) as units, sum(gross - refunds) as net
        from reporting.variant_sales_days
       where tenant_id = \(db.tenant) and (\(fragment: .days(joined(before.days + now.days))))
       group by 1, 2
      """
    let months = [now.months, before.months].compactMap { $0 }
    guard !months.isEmpty else { return days }
    let isAsked = SQL.joined(
      months.map { "month between \($0.lowerBound) and \($0.upperBound)" }, by: " or ")
    return """
      \(fragment: days)
      union all
      select variant_id, case when month >= \(first) then 2 else 0 end, sum(units), sum(gross - refunds)
        from reporting.variant_sales_months
       where tenant_id = \(db.tenant) and (\(fragment: isAsked))
       group by 1, 2
      """
  }

  /// Ranges of which one begins where another ends are one.
  private static func joined(_ ranges: [ClosedRange<LocalDate>]) -> [ClosedRange<LocalDate>] {
    ranges.reduce(into: []) { joined, next in
      if let last = joined.last, last.upperBound + 1 == next.lowerBound {
        joined[joined.count - 1] = last.lowerBound...next.upperBound
      } else {
        joined.append(next)
      }
    }
  }
}

/// Some days as whole months and what is left before and behind them.
struct MonthSplit: Equatable {
  let days: [ClosedRange<LocalDate>]
  /// From the first day of the first month to the first day of the last one.
  let months: ClosedRange<LocalDate>?

  init(_ range: ClosedRange<LocalDate>) {
    let (first, last) = (range.lowerBound, range.upperBound)
    let start = first.day == 1 ? first : first.startOfMonth.adding(months: 1)
    let end = (last + 1).startOfMonth
    guard start < end else {
      (days, months) = ([range], nil)
      return
    }
    months = start...end.adding(months: -1)
    days = (first < start ? [first...(start - 1)] : []) + (end <= last ? [end...last] : [])
  }
}
