import Basics

/// The figures of some days together. What the words mean is said in `FigureWords`, which the page shows as help.
struct SalesTotals: Equatable, Sendable {
  private(set) var orders = 0
  private(set) var cancellations = 0
  private(set) var newCustomers = 0
  private(set) var anonymousOrders = 0
  private(set) var units = 0
  private(set) var gross: Int64 = 0
  private(set) var refunds: Int64 = 0
  private(set) var charges = Charges()
  private(set) var noSales = NoSales()

  init(_ days: some Sequence<SalesDay>) {
    for day in days { add(day) }
  }

  private mutating func add(_ day: SalesDay) {
    orders += day.orders
    cancellations += day.cancellations
    newCustomers += day.firstOrders
    anonymousOrders += day.anonymousOrders
    units += day.units
    gross = gross.addingLimited(day.gross)
    refunds = refunds.addingLimited(day.refunds)
    charges = charges + day.charges
    noSales = noSales + day.noSales
  }

  var net: Int64 { (gross - refunds).limitedToFigures }

  /// Orders of customers who had ordered before.
  var repeatOrders: Int { max(0, orders - newCustomers - anonymousOrders) }

  /// Their share in the orders of customers who are known; nil without one.
  var repeatShare: Double? {
    let known = newCustomers + repeatOrders
    return known > 0 ? Double(repeatOrders) / Double(known) : nil
  }

  /// Gross sales divided by orders, rounded half to even; nil without an order.
  var average: Int64? {
    orders > 0 ? try? Money(minorUnits: gross, .bdt).times(1, over: Int64(orders)).minorUnits : nil
  }
}
