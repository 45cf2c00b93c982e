import Basics
import Catalog
import Customers
import Orders

/// The made-up history of a sample shop. A day of it follows from the shop and the date alone, so that a shop that
/// grows day by day holds the same as one that was filled at once.
struct SampleHistory: Sendable {
  let trade: Trade
  let opened: LocalDate
  let currency: Currency
  let zone: TimeZoneRules
  let prices: PriceScale
  /// Of each day since the opening.
  let moods: [Mood]
  let counts: [DayCounts]

  /// - Parameter last: the last day that will be asked for.
  init(
    _ kind: SampleKind, opened: LocalDate, through last: LocalDate, currency: Currency, zone: TimeZoneRules
  ) {
    let trade = Trade.of(kind)
    let days = Array(0...max(0, last - opened))
    let moods = days.map { Mood(opened + $0, of: trade.seasons) }
    self.trade = trade
    self.moods = moods
    counts = days.map { SampleHistory.counts($0, on: opened + $0, moods[$0], of: trade) }
    self.opened = opened
    self.currency = currency
    self.zone = zone
    prices = PriceScale(from: kind.home, to: currency)
  }

  /// The orders of a day and what came back on it, by time; with those who bought for the first time.
  func day(_ date: LocalDate) -> SampleDay {
    let number = date - opened
    guard moods.indices.contains(number) else { return SampleDay() }
    let plan = plan(number)
    var day = SampleDay()
    for rank in plan.times.indices {
      let order = order(rank, of: plan)
      day.orders.append(order)
      if plan.slots[rank] < plan.counts.new {
        day.customers.append(customer(Buyer(day: number, place: plan.slots[rank]), since: order.placedAt))
      }
    }
    day.orders += returns(on: number)
    day.orders.sort { ($0.placedAt, $0.number) < ($1.placedAt, $1.number) }
    return day
  }

  /// What came back on a day, of the orders of the weeks before.
  private func returns(on number: Int) -> [NewOrder] {
    SampleHistory.returnDelays.filter { $0 <= number }.flatMap { delay -> [NewOrder] in
      let then = number - delay
      return (0..<counts[then].all).compactMap { rank in
        var draw = Draw(trade.seed, 3, UInt64(then), UInt64(rank))
        guard draw.pick(SampleHistory.returnDelays) == delay, draw.chance(0.3) else { return nil }
        return refund(of: order(rank, of: plan(then)), on: opened + number, &draw)
      }
    }
  }

  private static let returnDelays = Array(2...12)

  /// Nil where the order was kept.
  private func refund(of order: NewOrder, on date: LocalDate, _ draw: inout Draw) -> NewOrder? {
    let goods = order.lines.filter { $0.head == .product }
    let isRisky = goods.contains { line in trade.oftenReturned.map { line.sku.contains("-\($0)-") } ?? false }
    guard draw.chance((isRisky ? 0.26 : trade.returns) / 0.3), !goods.isEmpty else { return nil }
    let second = (9 + draw.below(9)) * 3600 + draw.below(3600)
    var refund = NewOrder(
      number: "C\(order.number)", isCancellation: true, state: .returned,
      placedAt: zone.instant(of: LocalDateTime(date, secondOfDay: second)))
    refund.customer = order.customer
    (refund.country, refund.region, refund.city) = (order.country, order.region, order.city)
    let returned = draw.chance(0.7) ? [draw.pick(goods)] : goods
    refund.lines = returned.map { line in
      NewLine(
        .product, sku: line.sku, description: line.description, quantity: -line.quantity, price: line.price)
    }
    return refund
  }
}

/// A day's rows.
struct SampleDay: Sendable {
  var orders: [NewOrder] = []
  /// Those whose first order it is.
  var customers: [NewCustomer] = []

  /// What has happened by a moment.
  func until(_ moment: Instant) -> SampleDay {
    SampleDay(
      orders: orders.filter { $0.placedAt <= moment }, customers: customers.filter { $0.createdAt <= moment })
  }
}

/// Somebody who first bought on a day since the opening, as so many-th of its new buyers.
struct Buyer: Sendable {
  let day: Int
  let place: Int

  var key: String { "\(day + 1).\(place + 1)" }
}
