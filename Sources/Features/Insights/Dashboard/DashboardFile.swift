import Basics
import CSV
import Localization

/// The figures of a dashboard as a file for spreadsheets and programs: in English, with plain numbers.
struct DashboardFile: Sendable {
  enum Card: String, CaseIterable, Sendable {
    case days, products, places, hours, customers
  }

  private let dashboard: Dashboard
  private let currency: Currency
  var products: [ProductSales]

  static let mostProducts = 10_000

  init(_ dashboard: Dashboard, _ currency: Currency) {
    self.dashboard = dashboard
    self.currency = currency
    products = dashboard.products
  }

  /// With the mark by which Excel knows UTF-8.
  func csv(_ card: Card?) -> [UInt8] {
    var writer = CSVWriter(byteOrderMark: true)
    switch card {
    case nil: whole(&writer)
    case .days: days(&writer)
    case .products: products(&writer)
    case .places: places(&writer)
    case .hours: hours(&writer)
    case .customers: customers(&writer)
    }
    return Array(writer.output.bytes)
  }

  private func money(_ minorUnits: Int64) -> String { Money(minorUnits: minorUnits, currency).decimalText }
}

// One card, in columns of its own.
extension DashboardFile {
  private func days(_ writer: inout CSVWriter) {
    writer.row([
      "Day", "Orders", "Cancellations", "New customers", "Orders of returning customers",
      "Orders of nobody known",
      "Pieces", "Gross sales", "Refunds", "Net sales", "Usual from", "Usual to", "Postage", "Fees",
      "Discounts",
      "Manual", "Tax", "Bad debt lines", "Lines without a price", "Stock adjustments", "Currency",
    ])
    for (day, usual) in zip(dashboard.report.days, dashboard.report.usual) {
      writer.field(day.date.description)
      for count in [
        day.orders, day.cancellations, day.firstOrders, day.repeatOrders, day.anonymousOrders, day.units,
      ] { writer.field(count) }
      for amount in [day.gross, day.refunds, day.net] { writer.field(money(amount)) }
      for amount in [usual?.low, usual?.high] { writer.field(amount.map(money) ?? "") }
      let charges = day.charges
      for amount in [charges.postage, charges.fees, charges.discounts, charges.manual, charges.tax] {
        writer.field(money(amount))
      }
      for count in [day.noSales.badDebts, day.noSales.withoutPrice, day.noSales.adjustments] {
        writer.field(count)
      }
      writer.field(currency.code)
      writer.endRow()
    }
  }

  private func products(_ writer: inout CSVWriter) {
    writer.row(["Product", "Pieces", "Net sales", "Pieces before", "Net sales before", "Currency"])
    for product in products {
      writer.field(product.name)
      writer.field(product.units)
      writer.field(money(product.net))
      writer.field(product.unitsBefore)
      writer.field(money(product.netBefore))
      writer.field(currency.code)
      writer.endRow()
    }
  }

  private func places(_ writer: inout CSVWriter) {
    writer.row(["Country", "Region", "Orders", "Net sales", "Net sales before", "Currency"])
    for place in dashboard.places.places {
      writer.field(place.country)
      writer.field(place.region)
      writer.field(place.orders)
      writer.field(money(place.net))
      writer.field(money(place.netBefore))
      writer.field(currency.code)
      writer.endRow()
    }
  }

  private func hours(_ writer: inout CSVWriter) {
    writer.row(["Weekday", "Hour", "Orders"])
    let names = UserLocale.plain
    for weekday in Weekday.allCases {
      for hour in 0..<24 {
        writer.field(names.weekday(weekday))
        writer.field(hour)
        writer.field(dashboard.week.orders(weekday, hour))
        writer.endRow()
      }
    }
  }

  private func customers(_ writer: inout CSVWriter) {
    writer.row([
      "From", "To", "New customers", "Orders of returning customers", "Orders of nobody known",
      "Share of returning",
      "Share of returning a year before",
    ])
    for bar in dashboard.report.bars(.coarse(for: dashboard.report.period)) {
      writer.field(bar.days.lowerBound.description)
      writer.field(bar.days.upperBound.description)
      writer.field(bar.totals.newCustomers)
      writer.field(bar.totals.repeatOrders)
      writer.field(bar.totals.anonymousOrders)
      for share in [bar.totals.repeatShare, bar.earlier?.repeatShare] {
        writer.field(share.map { UserLocale.plain.decimal($0, places: 4) } ?? "")
      }
      writer.endRow()
    }
  }
}

// Everything in one table: what, of which thing, which figure, now, before, a year before.
extension DashboardFile {
  private func whole(_ writer: inout CSVWriter) {
    writer.row(["Card", "Of", "Figure", "Value", "Before", "A year before"])
    periods(&writer)
    figures(&writer)
    for day in dashboard.report.days {
      writer.row(["Days", day.date.description, "Orders", String(day.orders), "", ""])
      writer.row(["Days", day.date.description, "Net sales", money(day.net), "", ""])
    }
    for product in products {
      writer.row(["Products", product.name, "Net sales", money(product.net), money(product.netBefore), ""])
      writer.row(["Products", product.name, "Pieces", String(product.units), String(product.unitsBefore), ""])
    }
    for place in dashboard.places.places {
      let name = place.region.isEmpty ? place.country : "\(place.country), \(place.region)"
      writer.row(["Places", name, "Orders", String(place.orders), "", ""])
      writer.row(["Places", name, "Net sales", money(place.net), money(place.netBefore), ""])
    }
    for weekday in Weekday.allCases {
      for hour in 0..<24 where dashboard.week.orders(weekday, hour) > 0 {
        writer.row([
          "Hours", "\(UserLocale.plain.weekday(weekday)) \(hour):00", "Orders",
          String(dashboard.week.orders(weekday, hour)), "", "",
        ])
      }
    }
  }

  private func periods(_ writer: inout CSVWriter) {
    let period = dashboard.report.period
    let ranges = [period.days, period.before] + (period.yearBefore.map { [$0] } ?? [])
    for (figure, bound) in [("First day", \ClosedRange<LocalDate>.lowerBound), ("Last day", \.upperBound)] {
      let days = ranges.map { $0[keyPath: bound].description }
      writer.row(["Period", "", figure] + days + Array(repeating: "", count: 3 - days.count))
    }
  }

  private func figures(_ writer: inout CSVWriter) {
    let (report, returning) = (dashboard.report, dashboard.returning)
    let all = [report.totals, report.before] + (report.yearBefore.map { [$0] } ?? [])
    func row(_ name: String, _ figure: (SalesTotals) -> String) {
      let values = all.map(figure)
      writer.row(["Figures", "", name] + values + Array(repeating: "", count: 3 - values.count))
    }
    row("Net sales") { money($0.net) }
    row("Gross sales") { money($0.gross) }
    row("Refunds") { money($0.refunds) }
    row("Orders") { String($0.orders) }
    row("Average order value") { $0.average.map(money) ?? "" }
    row("New customers") { String($0.newCustomers) }
    writer.row([
      "Figures", "", "Returning customers", String(returning.now), String(returning.before),
      report.yearBefore == nil ? "" : String(returning.yearBefore),
    ])
    row("Orders of returning customers") { String($0.repeatOrders) }
    for (name, charge) in [
      ("Postage", \Charges.postage), ("Fees", \.fees), ("Discounts", \.discounts), ("Manual", \.manual),
      ("Tax", \.tax),
    ] {
      row(name) { money($0.charges[keyPath: charge]) }
    }
  }
}
