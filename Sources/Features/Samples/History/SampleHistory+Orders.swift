import Basics
import Catalog
import Customers
import Orders

extension SampleHistory {
  /// The order of a day that is the so many-th by time.
  func order(_ rank: Int, of plan: DayPlan) -> NewOrder {
    var draw = Draw(trade.seed, 4, UInt64(plan.number), UInt64(rank))
    let placed = zone.instant(of: LocalDateTime(plan.date, secondOfDay: plan.times[rank]))
    var order = NewOrder(number: number(rank, on: plan.date), state: .delivered, placedAt: placed)
    let buyer = buyer(plan.slots[rank], of: plan)
    order.customer = buyer?.key
    // Where it goes depends on the buyer alone; who bought at the counter is at home with us.
    let home = customer(buyer ?? Buyer(day: 0, place: 0), since: placed)
    order.country = home.country
    if buyer != nil { (order.region, order.city) = (home.region, home.city) }
    order.lines = lines(for: home, isAnonymous: buyer == nil, of: plan, &draw)
    return order
  }

  func customer(_ buyer: Buyer, since: Instant) -> NewCustomer {
    var draw = Draw(trade.seed, 5, UInt64(buyer.day), UInt64(buyer.place))
    return trade.customer(&draw, buyer.key, since)
  }

  /// `261120-07`: the day, and the place in it.
  private func number(_ rank: Int, on date: LocalDate) -> String {
    let parts = date.parts
    return [parts.year % 100, parts.month, parts.day].map(SampleHistory.twoDigits).joined() + "-"
      + SampleHistory.twoDigits(rank + 1)
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Who buys: somebody new, somebody who has bought before, or nobody known.
  func buyer(_ slot: Int, of plan: DayPlan) -> Buyer? {
    if slot < plan.counts.new { return Buyer(day: plan.number, place: slot) }
    guard slot < plan.counts.new + plan.counts.returning else { return nil }
    var draw = Draw(trade.seed, 6, UInt64(plan.number), UInt64(slot))
    for _ in 0..<40 {
      let day = plan.number - gap(&draw)
      guard day >= 0, case let count = counts[day].new, count > 0 else { continue }
      let buyer = Buyer(day: day, place: draw.below(count))
      if draw.chance(loyalty(of: buyer)) { return buyer }
    }
    return nil
  }

  /// Days since the first order of somebody who comes back: soon, or after a long time.
  private func gap(_ draw: inout Draw) -> Int {
    switch draw.unit() {
    case ..<0.3: 5 + draw.below(25)
    case ..<0.65: 25 + draw.below(70)
    default: 80 + draw.below(280)
    }
  }

  /// Many buy once and never again, some come back now and then, and a few live from the shop.
  private func loyalty(of buyer: Buyer) -> Double {
    var draw = Draw(trade.seed, 7, UInt64(buyer.day), UInt64(buyer.place))
    switch draw.unit() {
    case ..<0.45: return 0
    case ..<0.8: return 0.25
    default: return 1
    }
  }

  private func lines(
    for home: NewCustomer, isAnonymous: Bool, of plan: DayPlan, _ draw: inout Draw
  ) -> [NewLine] {
    var lines = goodsLines(of: plan, &draw)
    let units =
      lines.reduce(0.0) { $0 + Double($1.quantity) * Double($1.price.millionths) / 1e6 } / prices.rate
    if let discount = discount(on: units, of: plan, &draw) { lines.append(discount) }
    let postage = trade.postage(NewCustomerPlace(country: home.country, region: home.region), units)
    if postage > 0 && !isAnonymous {
      lines.append(
        NewLine(
          .postage, sku: "POST", description: trade.words.postage, quantity: 1, price: prices.price(postage)))
    }
    if Story.campaign.contains(plan.number), let gift = trade.goods.first(where: { $0.key == trade.gift }) {
      lines.append(
        NewLine(
          .zeroPrice, sku: gift.variants[0].sku, description: "\(trade.words.gift): \(gift.name)",
          quantity: 1,
          price: UnitPrice(millionths: 0)))
    }
    return lines
  }

  private func goodsLines(of plan: DayPlan, _ draw: inout Draw) -> [NewLine] {
    let wanted = Weighted(Array(trade.basket.indices)) { trade.basket[$0] }.draw(&draw) + 1
    var taken: [Int] = []
    for _ in 0..<wanted * 3 where taken.count < wanted {
      let index = plan.goods.draw(&draw)
      if !taken.contains(index) { taken.append(index) }
    }
    return taken.map { index in
      let good = trade.goods[index]
      let variant = Weighted(good.variants) { $0.share }.draw(&draw)
      let quantity = Weighted(Array(trade.quantities.indices)) { trade.quantities[$0] }.draw(&draw) + 1
      return NewLine(
        .product, sku: variant.sku, description: title(of: variant, of: good), quantity: Int64(quantity),
        price: price(of: variant, of: good, on: plan.number))
    }
  }

  func price(of variant: GoodVariant, of good: Good, on number: Int) -> UnitPrice {
    prices.price(variant.price * good.factor(on: number))
  }

  private func title(of variant: GoodVariant, of good: Good) -> String {
    variant.options.isEmpty ? good.name : "\(good.name), \(variant.options.joined(separator: " / "))"
  }

  /// In a sale most use the coupon; at other times a few have one.
  private func discount(on units: Double, of plan: DayPlan, _ draw: inout Draw) -> NewLine? {
    let isCampaign = Story.campaign.contains(plan.number)
    let percent = isCampaign ? 15 : plan.mood.discount
    let (chance, part) = (draw.unit(), percent > 0 ? percent : 5)
    guard chance < (percent > 0 ? 0.75 : 0.07) else { return nil }
    let coupon = isCampaign ? "THANKS" : percent > 0 ? plan.mood.coupon : "HELLO"
    return NewLine(
      .discount, sku: "D", description: "\(trade.words.discount) \(coupon) \(part)%", quantity: -1,
      price: prices.price(units * Double(part) / 100))
  }
}
