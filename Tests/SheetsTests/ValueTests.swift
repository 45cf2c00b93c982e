import Basics
import Testing

@testable import Sheets

private func decimal(_ text: String, _ mark: DecimalMark) -> String? {
  text.utf8Span.span.withUnsafeBufferPointer {
    NumberText.decimal(NumberText.trimmed($0), mark: mark)?.description
  }
}

private func date(_ text: String, _ order: DateOrder = .dayFirst, zone: TimeZoneRules = .utc) -> String? {
  text.utf8Span.span.withUnsafeBufferPointer {
    DateText(bytes: $0, order: order)?.instant(in: zone).description
  }
}

@Suite struct `Numbers as people write them` {
  @Test(arguments: [
    ("12", "12"), ("1,234.56", "1234.56"), ("1 234.56", "1234.56"), ("1\u{A0}234.5", "1234.5"),
    ("1\u{202F}234", "1234"), ("1'234.50", "1234.5"), ("৳ ১,২৩,৪৫৬.৭৮", "123456.78"), ("৳১২০০", "1200"),
    ("$9.99", "9.99"), ("9.99 USD", "9.99"), ("BDT 1,200", "1200"), ("Tk. 50", "50"), ("15 %", "15"),
    ("(12.50)", "-12.5"), ("($12.50)", "-12.5"), ("12.50-", "-12.5"), ("-12.50", "-12.5"),
    ("\u{2212}3", "-3"), ("- 3", "-3"), ("+4", "4"), (".5", "0.5"), ("-$3.00", "-3"), ("$-3.00", "-3"),
    ("Rs.40", "40"),
  ])
  func `are read with a decimal point`(_ text: String, _ value: String) {
    #expect(decimal(text, .point) == value)
  }

  @Test(arguments: [
    ("1.234,56", "1234.56"), ("1 234,56", "1234.56"), ("12,5", "12.5"), ("1.234", "1234"),
    ("৳ ১২,৫০", "12.5"),
    ("-1.234.567,8", "-1234567.8"), ("19,99 €", "19.99"), ("0,001", "0.001"), ("100", "100"),
  ])
  func `are read with a decimal comma`(_ text: String, _ value: String) {
    #expect(decimal(text, .comma) == value)
  }

  @Test(arguments: [
    "", "abc", "12abc", "A12", "1,5", "1.2.3", "1,2345", "--3", "(3", "3)", "(3)-", "-(3)", "1e5", "0x10",
    "12.3456789",
    "NaN", "1 2", "9999999999999999999", "$", "%", "3 apples", "1,23,4",
  ])
  func `are refused when they are not exactly one`(_ text: String) {
    #expect(decimal(text, .point) == nil)
  }

  @Test func `of a comma file are not read as if it were a point`() {
    #expect(decimal("12.5", .comma) == nil)
    #expect(decimal("1,234.56", .comma) == nil)
  }

  @Test func `come back as they were written, whatever the grouping`() throws {
    var random = SeededRandom(seed: 7)
    for _ in 0..<3000 {
      let millionths = Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random)
      let price = UnitPrice(millionths: millionths / 10000 * 10000)
      for mark in DecimalMark.allCases {
        let text = written(price, mark, &random)
        #expect(decimal(text, mark) == price.description, "\(text)")
      }
    }
  }

  private func written(_ price: UnitPrice, _ mark: DecimalMark, _ random: inout SeededRandom) -> String {
    let parts = price.description.drop { $0 == "-" }.split(separator: ".")
    let group = [mark == .point ? "," : ".", " ", "", "\u{202F}"].randomElement(using: &random) ?? ""
    var whole = ""
    for (index, digit) in parts[0].enumerated() {
      if index > 0, (parts[0].count - index).isMultiple(of: 3) { whole += group }
      whole.append(digit)
    }
    let number = whole + (parts.count > 1 ? mark.rawValue + parts[1] : "")
    guard price.millionths < 0 else { return (["", "৳ ", "$"].randomElement(using: &random) ?? "") + number }
    return ["-\(number)", "(\(number))", "\(number)-", "-$\(number)"].randomElement(using: &random) ?? ""
  }
}

@Suite struct `Dates as people write them` {
  @Test(arguments: [
    ("2026-11-20", "2026-11-20T00:00:00Z"), ("2026-11-20 10:00", "2026-11-20T10:00:00Z"),
    ("2026-11-20T10:00:05.123Z", "2026-11-20T10:00:05Z"),
    ("2026-11-20T10:00:00+06:00", "2026-11-20T04:00:00Z"),
    ("2026-11-20 10:00:00 +0600", "2026-11-20T04:00:00Z"),
    ("2026-11-20 10:00:00 -0330", "2026-11-20T13:30:00Z"),
    ("2026-11-20 10:00:00 UTC", "2026-11-20T10:00:00Z"), ("2026/11/20", "2026-11-20T00:00:00Z"),
    ("20/11/2026", "2026-11-20T00:00:00Z"), ("20.11.2026", "2026-11-20T00:00:00Z"),
    ("1.2.26", "2026-02-01T00:00:00Z"),
    ("20-11-2026 23:59:59", "2026-11-20T23:59:59Z"), ("20/11/26 5:04 PM", "2026-11-20T17:04:00Z"),
    ("20/11/2026, 12:00 am", "2026-11-20T00:00:00Z"), ("20 Nov 2026", "2026-11-20T00:00:00Z"),
    ("Nov 20, 2026", "2026-11-20T00:00:00Z"), ("November 20th, 2026 at 10:05 p.m.", "2026-11-20T22:05:00Z"),
    ("Fri, 20 Nov 2026 10:00:00 +0600", "2026-11-20T04:00:00Z"), ("20-Nov-26", "2026-11-20T00:00:00Z"),
    ("2026-Nov-20", "2026-11-20T00:00:00Z"), ("১২/০৩/২০২৬", "2026-03-12T00:00:00Z"),
    ("২০ নভেম্বর ২০২৬", "2026-11-20T00:00:00Z"), ("১ জানুয়ারি ২০২৬", "2026-01-01T00:00:00Z"),
    ("46346", "2026-11-20T00:00:00Z"), ("46346.5", "2026-11-20T12:00:00Z"),
    ("5/6/71", "1971-06-05T00:00:00Z"),
    ("29/2/2024", "2024-02-29T00:00:00Z"),
  ])
  func `are read with the day first`(_ text: String, _ value: String) {
    #expect(date(text) == value)
  }

  @Test(arguments: [
    ("11/20/26", "2026-11-20T00:00:00Z"), ("11/20/2026 10:00", "2026-11-20T10:00:00Z"),
    ("2026-11-20", "2026-11-20T00:00:00Z"), ("1/2/2026", "2026-01-02T00:00:00Z"),
  ])
  func `are read with the month first`(_ text: String, _ value: String) {
    #expect(date(text, .monthFirst) == value)
  }

  @Test func `are read with a short year first`() {
    #expect(date("26-11-20", .yearFirst) == "2026-11-20T00:00:00Z")
    #expect(date("20-11-2026", .yearFirst) == "2026-11-20T00:00:00Z")
  }

  @Test(arguments: [
    "", "hello", "20/13/2026", "31/4/2026", "29/2/2026", "2026-11-20 25:00", "2026-11-20 10:61", "12",
    "1234567890",
    "20/11", "Nov 2026", "20/11/2026 x", "2026-11-20T10:00:00+25:00", "20//2026", "2026-11-20 13:00 pm",
    "1/2/3",
    "1.2.3.4", "12-34-56-78", "Monday",
  ])
  func `are refused when they are not exactly one`(_ text: String) {
    #expect(date(text) == nil)
  }

  @Test func `without an offset are read in the file's zone`() throws {
    let dhaka = try #require(TimeZoneRules("Asia/Dhaka"))
    #expect(date("20/11/2026 10:00", zone: dhaka) == "2026-11-20T04:00:00Z")
    #expect(date("2026-11-20T10:00:00Z", zone: dhaka) == "2026-11-20T10:00:00Z")
    let late = DateText("2026-11-20T20:00:00Z")
    #expect(late?.date(in: dhaka) == LocalDate("2026-11-21"))
  }

  @Test func `of every day of some years come back in every order`() throws {
    let first = try #require(LocalDate("2019-12-31"))
    for date in first...(first + 800) {
      let (year, month, day) = date.parts
      for (order, text) in [
        (DateOrder.yearFirst, "\(year)/\(month)/\(day)"), (.dayFirst, "\(day).\(month).\(year)"),
        (.monthFirst, "\(month)/\(day)/\(year % 100)"),
      ] {
        let read = text.utf8Span.span.withUnsafeBufferPointer { DateText(bytes: $0, order: order) }
        #expect(read?.local.date == date, "\(text)")
      }
    }
  }
}

@Suite struct `Yes and no as files say it` {
  @Test func `is understood in both languages`() {
    for yes in ["1", "yes", "TRUE", "Y", "on", "হ্যাঁ", "১"] { #expect(FlagText.parse(yes) == true, "\(yes)") }
    for no in ["0", "No", "false", "n", "off", "না", "০"] { #expect(FlagText.parse(no) == false, "\(no)") }
    for neither in ["", "maybe", "2", "ja"] { #expect(FlagText.parse(neither) == nil) }
  }
}

/// The same numbers every time (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
