import Basics
import Testing

@Suite struct `An amount of money` {
  @Test func `reads what people write and refuses what is not exact`() {
    #expect(Money("1,234.50", in: .bdt)?.minorUnits == 123_450)
    #expect(Money("১,২৩৪.৫", in: .bdt)?.minorUnits == 123_450)
    #expect(Money("4,86,200", in: .bdt)?.minorUnits == 48_620_000)
    #expect(Money("-0.05", in: .usd)?.minorUnits == -5)
    #expect(Money("12", in: .jpy)?.minorUnits == 12)
    #expect(Money("1.234", in: .kwd)?.minorUnits == 1234)
    #expect(Money("2.500", in: .bdt)?.minorUnits == 250)
    for text in [
      "", "-", ".", "1.", "1.005", "1,5", "12,34", "1,2345", "1.2.3", "1,234,", "৳5", "1e3", "--1", "1-",
    ] {
      #expect(Money(text, in: .bdt) == nil, "\(text)")
    }
    #expect(Money("1.5", in: .jpy) == nil)
    #expect(Money("92233720368547758.08", in: .bdt) == nil)
    #expect(Money("92233720368547758.07", in: .bdt)?.minorUnits == .max)
  }

  @Test func `has its opposite, whatever a row may hold`() {
    let least = Money(minorUnits: .min, .bdt)
    #expect(least.minorUnits == -.max)
    #expect((-least).minorUnits == .max)
  }

  @Test func `is written with all its places`() {
    #expect(Money(minorUnits: -5, .bdt).decimalText == "-0.05")
    #expect(Money(minorUnits: 1234, .kwd).decimalText == "1.234")
    #expect(Money(minorUnits: 7, .jpy).decimalText == "7")
    #expect("\(Money(minorUnits: 48_620_050, .bdt))" == "BDT 486200.50")
  }

  @Test func `reads back what it wrote, in every currency`() {
    for currency in Currency.all {
      for _ in 0..<20 {
        let money = Money(minorUnits: .random(in: -Int64.max...Int64.max), currency)
        #expect(Money(money.decimalText, in: currency) == money)
      }
    }
  }

  @Test func `adds up only one currency`() throws {
    let amounts = [Money(minorUnits: 1, .bdt), Money(minorUnits: 2, .bdt)]
    #expect(try Currency.bdt.sum(amounts) == Money(minorUnits: 3, .bdt))
    #expect(try Currency.bdt.sum([]) == .zero(.bdt))
    #expect(throws: MoneyError.mixedCurrencies(.bdt, .usd)) {
      try Currency.bdt.sum(amounts + [Money(minorUnits: 1, .usd)])
    }
    #expect(throws: MoneyError.mixedCurrencies(.bdt, .usd)) {
      try Money(minorUnits: 1, .bdt) < Money(minorUnits: 2, .usd)
    }
  }

  @Test func `refuses a sum that does not fit, but not one that fits in the end`() throws {
    let most = Money(minorUnits: .max, .bdt)
    #expect(throws: MoneyError.overflow) { try Currency.bdt.sum([most, Money(minorUnits: 1, .bdt)]) }
    #expect(throws: MoneyError.overflow) { try Currency.bdt.sum([-most, Money(minorUnits: -1, .bdt)]) }
    #expect(try Currency.bdt.sum([most, most, -most]) == most)
  }

  @Test func `takes a share rounded half to even`() throws {
    #expect(try Money(minorUnits: 25, .bdt).times(1, over: 10).minorUnits == 2)
    #expect(try Money(minorUnits: 35, .bdt).times(1, over: 10).minorUnits == 4)
    #expect(try Money(minorUnits: -25, .bdt).times(1, over: 10).minorUnits == -2)
    #expect(try Money(minorUnits: -35, .bdt).times(1, over: 10).minorUnits == -4)
    #expect(try Money(minorUnits: 10_000, .bdt).times(15, over: 100).minorUnits == 1500)
    #expect(throws: MoneyError.overflow) { try Money(minorUnits: .max, .bdt).times(2) }
  }
}

@Suite struct `Splitting money` {
  @Test func `gives what is left over to the largest remainders`() throws {
    #expect(try Money(minorUnits: 100, .bdt).allocated(by: [1, 1, 1]).map(\.minorUnits) == [34, 33, 33])
    #expect(try Money(minorUnits: -100, .bdt).allocated(by: [1, 1, 1]).map(\.minorUnits) == [-34, -33, -33])
    #expect(try Money(minorUnits: 5, .bdt).allocated(by: [0, 3, 7]).map(\.minorUnits) == [0, 2, 3])
    #expect(try Money(minorUnits: 10, .bdt).allocated(by: [29, 55, 16]).map(\.minorUnits) == [3, 5, 2])
  }

  @Test(arguments: [[], [0], [0, 0], [1, -1], [-1]] as [[Int64]])
  func `refuses weights that are no shares`(weights: [Int64]) {
    #expect(throws: MoneyError.unusableWeights) { try Money(minorUnits: 1, .bdt).allocated(by: weights) }
  }

  @Test func `loses nothing and strays less than one unit`() throws {
    for _ in 0..<500 {
      let money = Money(minorUnits: .random(in: -1_000_000_000_000...1_000_000_000_000), .usd)
      let weights = (0..<Int.random(in: 1...12)).map { _ in Int64.random(in: 0...1_000_000) } + [1]
      let parts = try money.allocated(by: weights)
      #expect(try Currency.usd.sum(parts) == money)
      let total = weights.reduce(0, +)
      for (part, weight) in zip(parts, weights) {
        let exact = Double(money.minorUnits) * Double(weight) / Double(total)
        #expect(abs(Double(part.minorUnits) - exact) < 1.001, "\(money) \(weights)")
      }
    }
  }
}

@Suite struct `A currency` {
  @Test func `has the places of ISO 4217`() throws {
    #expect(Currency.all.count >= 150)
    #expect(Set(Currency.all.map(\.code)).count == Currency.all.count)
    #expect(Currency.all.map(\.code) == Currency.all.map(\.code).sorted())
    #expect(Currency.jpy.exponent == 0 && Currency.kwd.exponent == 3 && Currency.bdt.exponent == 2)
    #expect(Currency("BDT") == .bdt)
    #expect(Currency("bdt") == nil && Currency("XXX") == nil)
  }

  @Test func `is grouped in lakh where people count so`() {
    let lakh = Currency.all.filter { $0.grouping == .lakh }.map(\.code)
    #expect(lakh == ["BDT", "INR", "LKR", "NPR", "PKR"])
  }
}
