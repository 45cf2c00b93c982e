import Basics
import Database

/// What was sold to a place in a period and in the one before.
struct PlaceSales: FromRow, Equatable, Sendable {
  let country: String
  let region: String
  let orders: Int
  let net: Int64
  let netBefore: Int64

  init(country: String, region: String = "", orders: Int, net: Int64, netBefore: Int64) {
    self.country = country
    self.region = region
    self.orders = orders
    self.net = net
    self.netBefore = netBefore
  }

  init(row: inout Row) throws {
    self.init(
      country: try row.next(), region: try row.next(), orders: try row.next(), net: try row.next(),
      netBefore: try row.next())
  }

  /// Every place with a sale, the largest first.
  static func all(_ period: Period, in db: TenantDatabase) async throws -> [PlaceSales] {
    let parts = PeriodParts(period)
    let (months, days) = (parts.months.sorted { $0.key < $1.key }, parts.days.sorted { $0.key < $1.key })
    return try await db.all(
      """
      select country, region, sum(orders * now)::bigint, \(fragment: .total("sum(net * now)")) as net,
             \(fragment: .total("sum(net * before)")) as net_before
        from (
          select country, region, orders, gross - refunds as net, w.now, w.before
            from unnest(\(months.map(\.key)), \(months.map(\.value.now)), \(months.map(\.value.before)))
                   as w (month, now, before)
            join reporting.place_months p on p.tenant_id = \(db.tenant) and p.month = w.month
          union all
          select country, region, orders, gross - refunds, w.now, w.before
            from unnest(\(days.map(\.key)), \(days.map(\.value.now)), \(days.map(\.value.before)))
                   as w (local_date, now, before)
            join reporting.sales_places p on p.tenant_id = \(db.tenant) and p.local_date = w.local_date) s
       group by country, region
      having sum(orders * now) <> 0 or sum(net * now) <> 0 or sum(net * before) <> 0
       order by net desc, country, region
       limit 100000
      """)
  }
}

/// Places as a card shows them: countries, or the regions of the one that has nearly everything.
struct PlaceRanking: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case countries
    /// Of this country; empty where none is named.
    case regions(String)
  }

  let kind: Kind
  /// The largest first.
  let places: [PlaceSales]

  /// From this share of the orders on, one country has nearly everything.
  static let nearlyAll = 0.9

  init(_ all: [PlaceSales]) {
    let countries = PlaceRanking.merged(all) {
      PlaceSales(country: $0.country, orders: 0, net: 0, netBefore: 0)
    }
    let orders = countries.reduce(0) { $0 + $1.orders }
    let home = countries.max { $0.orders < $1.orders }
    let regions = all.filter { $0.country == home?.country }
    let named = regions.filter { !$0.region.isEmpty }.count
    if let home, Double(home.orders) >= Double(orders) * PlaceRanking.nearlyAll, named > 1 {
      kind = .regions(home.country)
      let others = countries.filter { $0.country != home.country }
      places = (regions + others).sorted { $0.net > $1.net }
    } else {
      kind = .countries
      places = countries
    }
  }

  private static func merged(_ all: [PlaceSales], by place: (PlaceSales) -> PlaceSales) -> [PlaceSales] {
    var sums: [String: PlaceSales] = [:]
    for one in all {
      let sum = sums[one.country] ?? place(one)
      sums[one.country] = PlaceSales(
        country: one.country, orders: sum.orders + one.orders, net: sum.net.addingLimited(one.net),
        netBefore: sum.netBefore.addingLimited(one.netBefore))
    }
    return sums.values.sorted { ($0.net, $1.country) > ($1.net, $0.country) }
  }
}
