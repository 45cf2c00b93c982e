import Basics
import Customers
import Orders
import Testing

@testable import Samples

/// A sample's whole history, with what a test asks of it.
struct Telling: Sendable, CustomTestStringConvertible {
  let history: SampleHistory
  /// By the day since the opening, today last.
  let days: [SampleDay]

  init(_ kind: SampleKind, _ today: LocalDate) {
    let history = Telling.history(kind, opened: today - Story.span, through: today)
    self.history = history
    days = (history.opened...today).map(history.day)
  }

  var testDescription: String { history.trade.kind.rawValue }

  static func history(_ kind: SampleKind, opened: LocalDate, through last: LocalDate) -> SampleHistory {
    let zone = TimeZoneRules(kind == .grocery ? "Asia/Dhaka" : "America/New_York") ?? .utc
    return SampleHistory(
      kind, opened: opened, through: last, currency: kind == .grocery ? .bdt : .usd, zone: zone)
  }

  var orders: [NewOrder] { days.flatMap(\.orders) }

  /// Orders a day.
  func mean(of numbers: Range<Int>) -> Double {
    let orders = days[numbers].map { $0.orders.count { !$0.isCancellation } }
    return Double(orders.reduce(0, +)) / Double(orders.count)
  }

  func mean(from first: LocalDate, through last: LocalDate) -> Double {
    mean(of: (first - history.opened)..<(last - history.opened + 1))
  }

  var meanByWeekday: [Weekday: Double] {
    let numbers = Dictionary(grouping: days.indices) { (history.opened + $0).weekday }
    return numbers.mapValues { numbers in
      Double(numbers.map { days[$0].orders.count }.reduce(0, +)) / Double(numbers.count)
    }
  }

  /// Of the orders of known people, the part that is not their first.
  func returningShare(of numbers: Range<Int>) -> Double {
    let known = days[numbers].flatMap { day in day.orders.filter { $0.customer != nil && !$0.isCancellation }
    }
    let firsts = days[numbers].reduce(0) { $0 + $1.customers.count }
    return 1 - Double(firsts) / Double(known.count)
  }

  func units(of good: String, from first: LocalDate, through last: LocalDate) -> Int64 {
    let numbers = (first - history.opened)..<(last - history.opened + 1)
    return days[numbers].flatMap(\.orders).flatMap(\.lines)
      .filter { $0.sku.hasPrefix("SMP-\(good)-") && $0.quantity > 0 }.reduce(0) { $0 + $1.quantity }
  }

  /// The mean price of its first pack or size.
  func price(of good: String, on numbers: Range<Int>) -> Double {
    let sku = history.trade.goods.first { $0.key == good }?.variants.first?.sku
    let prices = days[numbers].flatMap(\.orders).flatMap(\.lines)
      .filter { $0.sku == sku && $0.head == .product }.map { Double($0.price.millionths) }
    return prices.reduce(0, +) / Double(prices.count)
  }

  /// Where its customers live, the most of them first.
  func places(_ part: (NewCustomer) -> String) -> [(key: String, value: Int)] {
    Dictionary(grouping: days.flatMap(\.customers), by: part).mapValues(\.count).sorted {
      $0.value > $1.value
    }
  }

  /// Everything of a day that is drawn.
  static func text(_ day: SampleDay) -> String {
    let orders = day.orders.map { order in
      "\(order.number) \(order.placedAt) \(order.customer ?? "-") \(order.country) \(order.region) \(order.city)"
        + order.lines.map { " \($0.head) \($0.sku) \($0.description) \($0.quantity) \($0.price)" }.joined()
    }
    let customers = day.customers.map {
      "\($0.key) \($0.name) \($0.email) \($0.phone) \($0.address) \($0.createdAt)"
    }
    return (orders + customers).joined(separator: "\n")
  }

  /// FNV-1a, 64 bits.
  static func checksum(_ shop: Telling) -> UInt64 {
    shop.days.reduce(0xCBF2_9CE4_8422_2325) { sum, day in
      text(day).utf8.reduce(sum) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
  }
}
