import Basics
import Database
import HTML
import Localization
import Tenancy
import TestKit
import Testing

@testable import Insights
@testable import Orders

@Suite struct `The figures of a dashboard` {
  private func read(_ preset: Period.Preset, _ sold: SoldShop, to: LocalDate? = nil) async throws -> Dashboard
  {
    let query = PeriodQuery { $0 == "period" ? preset.rawValue : nil }
    let reading = try await Dashboard.read(query, at: sold.now, zone: sold.shop.tenant.zone, in: sold.db)
    guard case .dashboard(let dashboard) = reading else { throw TestKitError("nothing was sold") }
    return dashboard
  }

  @Test(arguments: [Period.Preset.today, .yesterday, .week, .month, .quarter, .lastMonth, .thisMonth, .year])
  func `are what counting the sales one by one comes to`(preset: Period.Preset) async throws {
    let sold = try await SoldShop(seed: 11)
    let dashboard = try await read(preset, sold)
    let report = dashboard.report
    let (days, sales) = (report.period.days, sold.sales(report.period.days))
    let orders = sales.filter(\.isOrder)
    #expect(report.totals.net == sold.net(days))
    #expect(report.totals.gross == sales.map(\.gross).reduce(0, +))
    #expect(report.totals.refunds == sales.map(\.refunds).reduce(0, +))
    #expect(report.totals.orders == orders.count)
    #expect(report.totals.cancellations == sales.count(where: \.isCancellation))
    #expect(report.totals.charges.postage == sales.map(\.postage).reduce(0, +))
    #expect(report.totals.newCustomers == sold.customers(days, new: true))
    #expect(dashboard.returning.now == sold.customers(days, new: false))
    #expect(report.totals.anonymousOrders == orders.count { $0.customer == nil })
    #expect(
      report.totals.average
        == (orders.isEmpty ? nil : rounded(orders.map(\.gross).reduce(0, +), orders.count)))
    #expect(report.days.map(\.net) == days.map { sold.net($0...$0) })
    for weekday in Weekday.allCases {
      #expect(dashboard.week.orders(weekday) == orders.count { $0.date.weekday == weekday })
      #expect(
        dashboard.week.net(weekday) == sales.filter { $0.date.weekday == weekday }.map(\.net).reduce(0, +))
      for hour in 0..<24 {
        #expect(
          dashboard.week.orders(weekday, hour)
            == orders.count { $0.date.weekday == weekday && $0.hour == hour })
      }
    }
    for country in ["Bangladesh", "India", "Nepal"] {
      let there = sales.filter { $0.country == country }
      let place = dashboard.places.places.first { $0.country == country }
      #expect(place?.net ?? 0 == there.map(\.net).reduce(0, +))
      #expect(place?.orders ?? 0 == there.count(where: \.isOrder))
    }
  }

  private func rounded(_ sum: Int64, _ count: Int) -> Int64 {
    Int64((Double(sum) / Double(count)).rounded(.toNearestOrEven))
  }

  @Test(arguments: [Period.Preset.today, .week, .month, .thisMonth])
  func `are compared with days that end at the same hour`(preset: Period.Preset) async throws {
    let sold = try await SoldShop(days: 430, seed: 12)
    let dashboard = try await read(preset, sold)
    let report = dashboard.report
    let zone = sold.shop.tenant.zone
    let elapsed = sold.now.microseconds - zone.startOfDay(sold.today).microseconds
    func upTo(_ days: ClosedRange<LocalDate>) -> [SoldShop.Sale] {
      sold.sales(days).filter {
        $0.date < days.upperBound || $0.at.microseconds - zone.startOfDay($0.date).microseconds < elapsed
      }
    }
    let before = upTo(report.period.before)
    #expect(report.before.net == before.map(\.net).reduce(0, +))
    #expect(report.before.orders == before.count(where: \.isOrder))
    let year = try #require(report.period.yearBefore)
    #expect(report.yearBefore?.net == upTo(year).map(\.net).reduce(0, +))
    #expect(report.yearBefore?.orders == upTo(year).count(where: \.isOrder))
  }

  @Test(arguments: [Period.Preset.month, .quarter, .year, .lastMonth])
  func `name the products that sold and lost most`(preset: Period.Preset) async throws {
    let sold = try await SoldShop(days: 800, seed: 13)
    let report = try await read(preset, sold).report
    let period = report.period
    let found = try await ProductSales.leading(period, lastIsOpen: report.lastIsOpen, most: 4, in: sold.db)
    let nets = (0..<12).map { (name: sold.name($0), net: sold.net(ofProduct: $0, period.days)) }
    let top = nets.filter { $0.net > 0 }.sorted { $0.net > $1.net }.prefix(4)
    #expect(found.filter(\.isTop).map(\.name) == top.map(\.name))
    for product in 0..<12 {
      guard let one = found.first(where: { $0.name == sold.name(product) }) else { continue }
      #expect(one.net == sold.net(ofProduct: product, period.days))
      #expect(one.netBefore == sold.net(ofProduct: product, period.before))
    }
    let (now, before) =
      report.lastIsOpen
      ? (period.first...(period.last - 1), period.before.lowerBound...(period.before.upperBound - 1))
      : (period.days, period.before)
    let gains = (0..<12).map {
      (sold.name($0), sold.net(ofProduct: $0, now) - sold.net(ofProduct: $0, before))
    }
    let falling = gains.filter { $0.1 < 0 }.sorted { $0.1 < $1.1 }.prefix(4).map(\.0)
    #expect(Set(found.filter(\.isFalling).map(\.name)) == Set(falling))
  }

  @Test(arguments: [1, 1_000, 5_000])
  func `are the same however little of them is held at a time`(bytes: Int) async throws {
    let sold = try await SoldShop(days: 400, seed: 17)
    let period = try await read(.year, sold).report.period
    let whole = try await ProductSales.leading(period, lastIsOpen: true, in: sold.db)
    let parts = try await ProductSales.leading(period, lastIsOpen: true, atOnce: bytes, in: sold.db)
    #expect(parts == whole && !whole.isEmpty)
    #expect(try await SoldPack.some(of: PeriodParts(period), atOnce: 1, in: sold.db).count == 1)
  }

  @Test func `pass over what is left of a pack that was cut short`() async throws {
    let sold = try await SoldShop(days: 60, seed: 18)
    let period = try await read(.month, sold).report.period
    for length in [71, 40, 31, 1, 0] {
      try await sold.db.run(
        "update packed_days set sold = substring(sold for \(Int32(length))) where tenant_id = \(sold.db.tenant)"
      )
      try await sold.db.run(
        "update packed_months set sold = substring(sold for \(Int32(length))) where tenant_id = \(sold.db.tenant)"
      )
      let found = try await ProductSales.leading(period, lastIsOpen: true, in: sold.db)
      #expect(length >= 32 || found.isEmpty)
    }
  }

  @Test func `tell districts where one country has nearly everything`() async throws {
    let sold = try await SoldShop(regions: true, seed: 14)
    let dashboard = try await read(.month, sold)
    #expect(dashboard.places.kind == .regions("Bangladesh"))
    for region in ["Dhaka", "Khulna", "Sylhet", "Chattogram"] {
      let there = sold.sales(dashboard.report.period.days).filter { $0.region == region }
      #expect(dashboard.places.places.first { $0.region == region }?.net == there.map(\.net).reduce(0, +))
    }
  }

  @Test func `are of the last days that sold anything, where a history ends earlier`() async throws {
    let sold = try await SoldShop(days: 3, seed: 15)
    let later = sold.now + .seconds(90 * 86_400)
    let reading = try await Dashboard.read(
      PeriodQuery { _ in nil }, at: later, zone: sold.shop.tenant.zone, in: sold.db)
    guard case .dashboard(let dashboard) = reading else { throw TestKitError("nothing was sold") }
    #expect(dashboard.endsEarlier)
    #expect(dashboard.report.period.last == sold.sales.map(\.date).max())
  }
}

@Suite struct `The places of a dashboard` {
  private func place(_ country: String, _ region: String, _ orders: Int, _ net: Int64) -> PlaceSales {
    PlaceSales(country: country, region: region, orders: orders, net: net, netBefore: 0)
  }

  @Test func `are countries, unless nine orders in ten are of one with named regions`() {
    let dhaka = place("Bangladesh", "Dhaka", 60, 600)
    let khulna = place("Bangladesh", "Khulna", 30, 900)
    let india = place("India", "", 10, 50)
    #expect(PlaceRanking([dhaka, khulna, india]).kind == .regions("Bangladesh"))
    #expect(PlaceRanking([dhaka, khulna, india]).places.map(\.region) == ["Khulna", "Dhaka", ""])
    let more = place("India", "", 11, 50)
    #expect(PlaceRanking([dhaka, khulna, more]).kind == .countries)
    #expect(PlaceRanking([dhaka, khulna, more]).places == [place("Bangladesh", "", 90, 1500), more])
    #expect(
      PlaceRanking([place("Bangladesh", "", 90, 1), place("Bangladesh", "Dhaka", 1, 1)]).kind == .countries)
    #expect(PlaceRanking([]).places.isEmpty)
  }
}

@Suite struct `The help of a dashboard` {
  @Test func `says what the figures are made by, in the same words`() {
    #expect(FigureHelp.grossMeaning == SalesFigures.grossMeaning)
    #expect(FigureHelp.refundsMeaning == SalesFigures.refundsMeaning)
    #expect(FigureHelp.netMeaning == SalesFigures.netMeaning)
    #expect(FigureHelp.orderMeaning == SalesFigures.orderMeaning)
    #expect(FigureHelp.chargesMeaning == SalesFigures.chargesMeaning)
  }
}
