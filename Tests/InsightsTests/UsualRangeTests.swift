import Basics
import Testing

@testable import Insights

@Suite struct `The usual range of a weekday` {
  let friday = LocalDate(days: 20_777)

  private func history(_ net: [Int64], since first: LocalDate? = nil) -> SalesHistory {
    let days = net.enumerated().map { week, amount in
      var day = SalesDay(date: friday - 7 * (week + 1))
      day.gross = amount
      return day
    }
    return SalesHistory(days, of: [(friday - 400)...friday], since: first ?? friday - 400)
  }

  @Test func `is the middle half and one and a half times its width to either side`() throws {
    // Sorted: 10 20 … 130. A quarter of the way is 40, three quarters 100.
    let range = try #require(history((1...13).map { Int64($0) * 10 }.reversed()).usual(for: friday))
    #expect((range.low, range.median, range.high) == (0, 70, 190))
    #expect(range.position(of: 190) == .within && range.position(of: 191) == .above)
    #expect(range.position(of: 0) == .within && range.position(of: -1) == .below)
  }

  @Test func `is hardly moved by a feast and a stock-out`() throws {
    let plain = try #require(UsualRange([100, 102, 98, 101, 99, 103, 97, 100, 102, 98, 101, 99, 100]))
    let shaken = try #require(UsualRange([100, 102, 98, 101, 99, 103, 97, 100, 102, 9800, 0, 99, 100]))
    #expect(abs(plain.low - shaken.low) <= 4 && abs(plain.high - shaken.high) <= 4)
    #expect(shaken.position(of: 130) == .above && shaken.position(of: 70) == .below)
  }

  @Test func `calls about one day in twenty-five unusual where chance alone is at work`() {
    var dice = SystemRandomNumberGenerator()
    func sale() -> Int64 {
      1000 + (0..<12).reduce(Int64(0)) { sum, _ in sum + Int64.random(in: -100...100, using: &dice) }
    }
    let outside = (0..<1000).count { _ in
      UsualRange((0..<13).map { _ in sale() })?.position(of: sale()) != .within
    }
    #expect((5...110).contains(outside))
  }

  @Test func `is not said of too few weeks, nor of days that mostly sell nothing`() {
    #expect(UsualRange([]) == nil)
    #expect(UsualRange([1, 2, 3, 4, 5, 6, 7]) == nil)
    #expect(UsualRange([0, 0, 0, 0, 5, 5, 5, 5]) == nil)
    #expect(UsualRange([0, 0, 0, 5, 5, 5, 5, 5]) != nil)
    #expect(history((1...13).map { _ in 50 }, since: friday - 49).usual(for: friday) == nil)
    #expect(history((1...13).map { _ in 50 }, since: friday - 56).usual(for: friday) != nil)
  }

  @Test func `counts a day without a row as one that sold nothing`() throws {
    let range = try #require(history([80, 80, 80, 80, 80, 80, 80, 80]).usual(for: friday))
    #expect(range.low < 80 && range.median == 80)
  }

  @Test func `goes below nothing only where refunds have`() throws {
    #expect(try #require(UsualRange([10, 900, 20, 800, 30, 700, 40, 600])).low == 0)
    #expect(try #require(UsualRange([-10, 900, 20, 800, 30, 700, 40, 600])).low < 0)
  }

  @Test func `can be of impossible amounts`() {
    for amount in [Int64.max, .min, 1 << 61] {
      let range = UsualRange(Array(repeating: amount, count: 13))
      #expect(range?.position(of: amount.limitedToFigures) == .within)
      #expect(UsualRange([.min, .max, .min, .max, .min, .max, .min, .max]) != nil)
    }
  }

  @Test(arguments: [true, false])
  func `calls a day that is not over above, but never below`(isOpen: Bool) {
    var days = (1...13).map { week in
      var day = SalesDay(date: friday - 7 * week)
      day.gross = 1000
      return day
    }
    days.append(SalesDay(date: friday))
    let report = SalesReport(
      period: Period(.week, today: friday, last: friday), days: days, firstSale: friday - 400,
      today: isOpen ? friday : friday + 1)
    let range = report.usual[6]
    #expect(range.map { report.position(of: report.days[6], in: $0) } == (isOpen ? .within : .below))
    days[13].gross = 5000
    let sold = SalesReport(
      period: Period(.week, today: friday, last: friday), days: days, firstSale: friday - 400, today: friday)
    #expect(sold.usual[6].map { sold.position(of: sold.days[6], in: $0) } == .above)
  }
}
