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
        \(fragment: sold(period, without: openDays, in: db))
      ), products as materialized (
        select v.product_id,
               \(fragment: .total("sum(s.units)")) as units, \(fragment: .total("sum(s.net)")) as net,
               \(fragment: .total("sum(s.units_before)")) as units_before,
               \(fragment: .total("sum(s.net_before)")) as net_before,
               \(fragment: .total("sum(s.gained)")) as gained
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

  /// Rows of units and net of variants, which together are those of both periods, and what was gained on days that are
  /// over. A period is what was sold before its end less what was sold before its beginning: however long it is, few
  /// rows are read.
  private static func sold(_ period: Period, without openDays: [LocalDate], in db: TenantDatabase) -> SQL {
    var ends: [LocalDate: (now: Int, before: Int)] = [:]
    ends[period.last + 1, default: (0, 0)].now += 1
    ends[period.first, default: (0, 0)].now -= 1
    ends[period.before.upperBound + 1, default: (0, 0)].before += 1
    ends[period.before.lowerBound, default: (0, 0)].before -= 1
    let parts = ends.sorted { $0.key < $1.key }.flatMap { end, weight in
      SoldBefore(end).parts(in: db).map { part, sign in
        weighed(part, sign * weight.now, sign * weight.before, sign * (weight.now - weight.before))
      }
    }
    let open = openDays.map { day in
      weighed(SoldBefore.days(day..<(day + 1), in: db), 0, 0, day > period.before.upperBound ? -1 : 1)
    }
    return .joined(parts + open, by: " union all ")
  }

  private static func weighed(_ rows: SQL, _ now: Int, _ before: Int, _ gained: Int) -> SQL {
    """
    select variant_id, units * \(now) as units, net * \(now) as net, units * \(before) as units_before,
           net * \(before) as net_before, net * \(gained) as gained
      from (\(fragment: rows)) rows
    """
  }
}

/// What variants had sold when a day began: up to the nearest beginning of a month, and the days from there or, the
/// other way round, to there.
struct SoldBefore: Equatable {
  let month: LocalDate
  let days: Range<LocalDate>
  let isBack: Bool

  init(_ day: LocalDate) {
    isBack = day.day > 16
    month = isBack ? day.startOfMonth.adding(months: 1) : day.startOfMonth
    days = isBack ? day..<month : month..<day
  }

  /// Statements of rows, and with which sign these count.
  func parts(in db: TenantDatabase) -> [(SQL, Int)] {
    // Nothing changes behind the last month.
    let sums: SQL = """
      select variant_id, units, net
        from reporting.variant_sums
       where tenant_id = \(db.tenant)
         and month = least(\(month), (select max(month) from reporting.variant_sums where tenant_id = \(db.tenant)))
      """
    return [(sums, 1)] + (days.isEmpty ? [] : [(SoldBefore.days(days, in: db), isBack ? -1 : 1)])
  }

  static func days(_ days: Range<LocalDate>, in db: TenantDatabase) -> SQL {
    """
    select variant_id, \(fragment: .total("sum(units)")) as units, \(fragment: .total("sum(gross - refunds)")) as net
      from reporting.variant_sales_days
     where tenant_id = \(db.tenant) and local_date >= \(days.lowerBound) and local_date < \(days.upperBound)
     group by variant_id
    """
  }
}
