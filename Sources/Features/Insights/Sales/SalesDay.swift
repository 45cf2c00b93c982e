import Basics
import Database

/// The figures of one day of the shop's calendar. Amounts are minor units of its currency.
struct SalesDay: FromRow, Equatable, Sendable {
  let date: LocalDate
  var orders = 0
  var cancellations = 0
  /// Orders that are their customer's first, and orders of nobody known.
  var firstOrders = 0
  var anonymousOrders = 0
  var units = 0
  var gross: Int64 = 0
  var refunds: Int64 = 0
  var charges = Charges()
  var noSales = NoSales()

  var net: Int64 { (gross.limitedToFigures - refunds.limitedToFigures).limitedToFigures }

  /// Orders of customers who had ordered before.
  var repeatOrders: Int { max(0, orders - firstOrders - anonymousOrders) }

  init(date: LocalDate) { self.date = date }

  init(row: inout Row) throws {
    date = try row.next()
    orders = try row.next()
    cancellations = try row.next()
    firstOrders = try row.next()
    anonymousOrders = try row.next()
    units = try row.next()
    gross = (try row.next() as Int64).limitedToFigures
    refunds = (try row.next() as Int64).limitedToFigures
    charges = Charges(
      postage: try row.next(), fees: try row.next(), discounts: try row.next(), manual: try row.next(),
      tax: try row.next())
    noSales = NoSales(badDebts: try row.next(), withoutPrice: try row.next(), adjustments: try row.next())
  }
}

extension SalesDay {
  /// The days of some ranges on which there was anything, in order.
  static func all(_ ranges: [ClosedRange<LocalDate>], in db: TenantDatabase) async throws -> [SalesDay] {
    let isAsked = SQL.joined(
      ranges.map { "local_date between \($0.lowerBound) and \($0.upperBound)" }, by: " or ")
    return try await db.all(
      """
      select local_date, orders, cancellations, first_orders, anonymous_orders, units, gross, refunds,
             postage, fees, discounts, manual, tax, bad_debt_lines, zero_price_lines, adjustment_lines
        from reporting.sales_days
       where tenant_id = \(db.tenant) and (\(fragment: isAsked))
       order by local_date
      """, as: SalesDay.self)
  }
}

/// What is charged beside the goods, under its own heads.
struct Charges: Equatable, Sendable {
  var postage: Int64 = 0
  var fees: Int64 = 0
  var discounts: Int64 = 0
  var manual: Int64 = 0
  var tax: Int64 = 0

  var sum: Int64 {
    [postage, fees, discounts, manual, tax].reduce(0) { $0.addingLimited($1) }
  }

  static func + (a: Charges, b: Charges) -> Charges {
    Charges(
      postage: a.postage.addingLimited(b.postage), fees: a.fees.addingLimited(b.fees),
      discounts: a.discounts.addingLimited(b.discounts), manual: a.manual.addingLimited(b.manual),
      tax: a.tax.addingLimited(b.tax))
  }
}

/// Lines that are no sales. They are kept, and counted.
struct NoSales: Equatable, Sendable {
  var badDebts = 0
  var withoutPrice = 0
  var adjustments = 0

  static func + (a: NoSales, b: NoSales) -> NoSales {
    NoSales(
      badDebts: a.badDebts + b.badDebts, withoutPrice: a.withoutPrice + b.withoutPrice,
      adjustments: a.adjustments + b.adjustments)
  }
}
