import Basics
import Localization
import Testing

let english = UserLocale(language: .english, zone: .utc, currency: .bdt)
let bengali = UserLocale(language: .bengali, zone: .utc, currency: .bdt)
let pounds = UserLocale(language: .english, zone: .utc, currency: .gbp)

@Suite struct `A number` {
  @Test(arguments: [
    (0, "0", "0"), (7, "7", "7"), (999, "999", "999"), (1000, "1,000", "1,000"), (12_345, "12,345", "12,345"),
    (123_456, "1,23,456", "123,456"), (1_234_567, "12,34,567", "1,234,567"),
    (123_456_789, "12,34,56,789", "123,456,789"), (-48_200, "−48,200", "−48,200"),
    (Int.max, "92,23,37,20,36,85,47,75,807", "9,223,372,036,854,775,807"),
    (Int.min, "−92,23,37,20,36,85,47,75,808", "−9,223,372,036,854,775,808"),
  ])
  func `is grouped as the reader counts`(number: Int, lakh: String, thousands: String) {
    #expect(english.number(number) == lakh)
    #expect(pounds.number(number) == thousands)
  }

  @Test func `has Bengali digits where they were chosen`() {
    #expect(bengali.number(486_200) == "৪,৮৬,২০০")
    var mixed = bengali
    mixed.digits = .latin
    #expect(mixed.number(486_200) == "4,86,200")
    #expect(bengali.number(1_234_567_890) == "১,২৩,৪৫,৬৭,৮৯০")
  }

  @Test func `is rounded to its places`() {
    #expect(
      english.decimal(1234.565, places: 2) == "1,234.57" || english.decimal(1234.565, places: 2) == "1,234.56"
    )
    #expect(english.decimal(-0.004, places: 2) == "0.00")
    #expect(bengali.decimal(12.5, places: 1) == "১২.৫")
    #expect(english.decimal(.nan, places: 1) == "–" && english.decimal(.infinity, places: 0) == "–")
  }

  @Test func `can be a share`() {
    #expect(english.percent(0.125, places: 1) == "12.5%" && english.percent(0.5) == "50%")
    #expect(english.percent(0.12, signed: true) == "+12%" && english.percent(-0.12, signed: true) == "−12%")
    #expect(english.percent(0, signed: true) == "0%" && bengali.percent(0.08) == "৮%")
    #expect(english.percent(.nan) == "–")
  }

  @Test(arguments: [
    (0, "0", "০", "0"), (950, "950", "৯৫০", "950"), (50_000, "50K", "৫০ হা.", "50K"),
    (1500, "1.5K", "১.৫ হা.", "1.5K"),
    (100_000, "1 lakh", "১ লাখ", "100K"), (120_000, "1.2 lakh", "১.২ লাখ", "120K"),
    (99_960, "1 lakh", "১ লাখ", "100K"), (16_200_000, "1.6 crore", "১.৬ কোটি", "16.2M"),
    (9_999_999, "1 crore", "১ কোটি", "10M"), (-75_000, "−75K", "−৭৫ হা.", "−75K"),
    (1_234_567_890, "123.5 crore", "১২৩.৫ কোটি", "1.2B"), (999, "999", "৯৯৯", "999"),
  ])
  func `is short on an axis`(number: Int, lakh: String, bangla: String, thousands: String) {
    #expect(english.compact(number) == lakh)
    #expect(bengali.compact(number) == bangla)
    #expect(pounds.compact(number) == thousands)
  }
}

@Suite struct `An amount` {
  @Test func `stands behind its sign, grouped as its currency is`() {
    #expect(english.money(Money(minorUnits: 48_620_000, .bdt)) == "৳4,86,200")
    #expect(bengali.money(Money(minorUnits: 48_620_000, .bdt)) == "৳৪,৮৬,২০০")
    #expect(bengali.money(Money(minorUnits: -7_146_000, .bdt)) == "−৳৭১,৪৬০")
    #expect(english.money(Money(minorUnits: 123_456_789, .gbp)) == "£1,234,567.89")
    #expect(bengali.money(Money(minorUnits: 123_456_789, .gbp)) == "£১,২৩৪,৫৬৭.৮৯")
    #expect(english.money(Money(minorUnits: 1234, .jpy)) == "¥1,234")
    #expect(english.money(Money(minorUnits: 1234, .kwd)) == "KWD\u{A0}1.234")
    #expect(english.money(Money(minorUnits: 5, .usd)) == "$0.05")
  }

  @Test func `shows poisha where there are any`() {
    let half = Money(minorUnits: 48_650, .bdt)
    #expect(english.money(half) == "৳486.50" && english.money(half, .whole) == "৳487")
    #expect(english.money(Money(minorUnits: 48_600, .bdt), .exact) == "৳486.00")
    #expect(english.money(Money(minorUnits: 1200, .gbp)) == "£12.00")
    #expect(english.money(Money(minorUnits: -40, .gbp), .whole) == "£0")
    #expect(english.money(.zero(.bdt)) == "৳0")
  }

  @Test func `is short on an axis`() {
    #expect(english.compact(Money(minorUnits: 12_000_000, .bdt)) == "৳1.2 lakh")
    #expect(bengali.compact(Money(minorUnits: -5_000_000, .bdt)) == "−৳৫০ হা.")
  }

  @Test func `of one piece has the places it needs`() throws {
    func price(_ text: String, _ currency: Currency) throws -> String {
      english.price(try #require(UnitPrice(text)), in: currency)
    }
    #expect(
      try price("0.001", .bdt) == "৳0.001" && price("2.5", .gbp) == "£2.50" && price("2.5", .bdt) == "৳2.50")
    #expect(
      try price("1234567", .bdt) == "৳12,34,567" && price("-12", .gbp) == "−£12.00"
        && price("7", .jpy) == "¥7")
  }

  @Test func `has its minus and its sign in front in every currency`() {
    for currency in Currency.all {
      for locale in [english, bengali] {
        for units in [0, 1, -1, 99, Int64.max, -Int64.max] {
          let text = locale.money(Money(minorUnits: units, currency))
          #expect(!text.isEmpty && text.hasPrefix(units < 0 ? "−" : currency.symbol))
        }
      }
    }
  }
}

@Suite struct `A reader of another language` {
  @Test func `keeps the shop's digits in Bengali and has Latin ones in English`() {
    let shop = UserLocale(language: .english, digits: .latin, zone: .utc, currency: .gbp)
    #expect(shop.speaking(.bengali).number(123_456) == "1,23,456")
    #expect(pounds.speaking(.bengali).number(123_456) == "১,২৩,৪৫৬")
    #expect(bengali.speaking(.english).number(123_456) == "1,23,456")
    #expect(bengali.speaking(.english).speaking(.bengali).number(12) == "১২")
  }
}
