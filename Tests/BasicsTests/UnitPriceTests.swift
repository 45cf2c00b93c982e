import Basics
import Testing

@Suite struct `A unit price` {
  @Test func `holds a tenth of a poisha`() throws {
    let price = try #require(UnitPrice("0.001"))
    #expect(price.millionths == 1000)
    #expect(price.description == "0.001")
    #expect(UnitPrice("2.55")?.description == "2.55")
    #expect(UnitPrice("12.000000")?.description == "12")
    #expect(UnitPrice("-1,234.5")?.description == "-1234.5")
    #expect(UnitPrice("0")?.description == "0")
  }

  @Test func `refuses what numeric(18,6) cannot hold`() {
    #expect(UnitPrice("999999999999.999999") != nil)
    #expect(UnitPrice("1000000000000") == nil)
    #expect(UnitPrice("0.0000001") == nil)
    #expect(UnitPrice("free") == nil)
  }

  @Test func `times a quantity is rounded once, half to even`() throws {
    func amount(_ price: String, _ quantity: Int64, _ currency: Currency = .bdt) throws -> Int64 {
      try #require(UnitPrice(price)).amount(of: quantity, in: currency).minorUnits
    }
    #expect(try amount("2.55", 6) == 1530)
    #expect(try amount("0.001", 5) == 0)
    #expect(try amount("0.001", 15) == 2)
    #expect(try amount("0.001", 25) == 2)
    #expect(try amount("0.001", 35) == 4)
    #expect(try amount("0.001", -15) == -2)
    #expect(try amount("0.5", 1, .jpy) == 0)
    #expect(try amount("1.5", 1, .jpy) == 2)
    #expect(try amount("0.0125", 1, .kwd) == 12)
  }

  @Test func `never strays more than half a unit`() throws {
    for _ in 0..<1000 {
      let price = UnitPrice(millionths: .random(in: -1_000_000_000_000...1_000_000_000_000))
      let quantity = Int64.random(in: -10_000...10_000)
      let rounded = Int128(try price.amount(of: quantity, in: .bdt).minorUnits) * 10_000
      let distance = (rounded - Int128(price.millionths) * Int128(quantity)).magnitude
      #expect(distance <= 5000)
      if distance == 5000 { #expect((rounded / 10_000).isMultiple(of: 2)) }
    }
  }

  @Test func `refuses an amount that does not fit`() {
    let price = UnitPrice(millionths: 999_999_999_999_999_999)
    #expect(throws: MoneyError.overflow) { try price.amount(of: .max, in: .bdt) }
  }

  @Test func `comes from money without loss`() {
    #expect(UnitPrice(Money(minorUnits: 255, .bdt)) == UnitPrice("2.55"))
    #expect(UnitPrice(Money(minorUnits: 255, .jpy)) == UnitPrice("255"))
    #expect(UnitPrice(Money(minorUnits: .max, .jpy)) == nil)
  }
}
