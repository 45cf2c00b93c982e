import Basics
import TestKit
import Testing

@testable import Database

/// Every value goes to PostgreSQL and comes back; what PostgreSQL makes of it is compared as text where that
/// tells more.
@Suite struct `Column values` {
  let db: PlatformDatabase

  init() async throws { db = try await Notebook.shared().databases.global }

  private func roundTrip<Value: ColumnValue & Equatable>(_ value: Value) async throws -> Value {
    try await db.one("select \(value)", as: Value.self)
  }

  private func text(_ sql: SQL) async throws -> String {
    try await db.one("select (\(fragment: sql))::text", as: String.self)
  }

  @Test func `come back as they went`() async throws {
    var random = SeededRandom(seed: 20_261_120)
    for _ in 0..<200 {
      let word = random.next()
      let int = Int(truncatingIfNeeded: word) >> Int(word % 64)
      #expect(try await roundTrip(int) == int)
      #expect(try await roundTrip(Int64(int)) == Int64(int))
      #expect(try await roundTrip(Int32(truncatingIfNeeded: int)) == Int32(truncatingIfNeeded: int))
      #expect(try await roundTrip(Int16(truncatingIfNeeded: int)) == Int16(truncatingIfNeeded: int))
      #expect(try await roundTrip(word % 2 == 0) == (word % 2 == 0))
      let id = RecordID<Note>(high: word, low: random.next())
      #expect(try await roundTrip(id) == id)
      let bytes = (0..<Int(word % 20)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      #expect(try await roundTrip(bytes) == bytes)
      let string = random.string()
      #expect(try await roundTrip(string) == string)
      let price = UnitPrice(millionths: Int64(int % 1_000_000_000_000_000_000 >> Int(word % 40)))
      #expect(try await roundTrip(price) == price)
      #expect(try await roundTrip(IntegerSum(int)) == IntegerSum(int))
      let date = LocalDate(days: int % 3_000_000)
      #expect(try await roundTrip(date) == date)
      let instant = Instant(microseconds: Int64(int % 100_000_000_000_000_000))
      #expect(try await roundTrip(instant) == instant)
      let double = Double(bitPattern: word)
      if !double.isNaN { #expect(try await roundTrip(double) == double) }
    }
  }

  @Test func `come back from arrays, with nulls where they may have some`() async throws {
    var random = SeededRandom(seed: 7)
    for count in [0, 1, 2, 50, 1000] {
      let ints = (0..<count).map { _ in Int(truncatingIfNeeded: random.next()) }
      #expect(try await roundTrip(ints) == ints)
      let narrow = ints.map { Int32(truncatingIfNeeded: $0) }
      #expect(try await roundTrip(narrow) == narrow)
      let strings = (0..<count).map { _ in random.string() }
      #expect(try await roundTrip(strings) == strings)
      let optional = strings.map { $0.count % 3 == 0 ? nil : $0 }
      #expect(try await roundTrip(optional) == optional)
      let ids = ints.map { RecordID<Note>(high: UInt64(bitPattern: Int64($0)), low: 5) }
      #expect(try await roundTrip(ids) == ids)
      #expect(try await roundTrip(ints.map { $0 % 2 == 0 }) == ints.map { $0 % 2 == 0 })
      let instants = ints.map { Instant(microseconds: Int64($0 % 100_000_000_000_000_000)) }
      #expect(try await roundTrip(instants) == instants)
      let dates = ints.map { LocalDate(days: $0 % 1_000_000) }
      #expect(try await roundTrip(dates) == dates)
      let prices = ints.map { UnitPrice(millionths: Int64($0 % 1_000_000_000_000_000_000)) }
      #expect(try await roundTrip(prices) == prices)
    }
  }

  @Test func `mean the same to PostgreSQL`() async throws {
    #expect(try await text("\(UnitPrice(millionths: 2_550_000))") == "2.550000")
    #expect(try await text("\(UnitPrice(millionths: -1))") == "-0.000001")
    #expect(try await text("\(UnitPrice(millionths: 0))") == "0.000000")
    #expect(try await text("\(UnitPrice(millionths: 999_999_999_999_999_999))") == "999999999999.999999")
    #expect(try await text("\(UnitPrice(millionths: 10_000_000_000))") == "10000.000000")
    #expect(try await text("\(IntegerSum(120_000_000))") == "120000000")
    #expect(try await text("\(Instant(seconds: 0))") == "1970-01-01 00:00:00+00")
    #expect(try await text("\(Instant(microseconds: .max))") == "infinity")
    #expect(try await text("\(LocalDate(year: 2026, month: 11, day: 20))") == "2026-11-20")
    #expect(try await text("\(["a", nil, "b,c"] as [String?])") == "{a,NULL,\"b,c\"}")
    #expect(
      try await text("\(RecordID<Note>(high: 0x0123_4567_89ab_cdef, low: 1))")
        == "01234567-89ab-cdef-0000-000000000001")
    #expect(
      try await db.one("select '{\"b\": [1, 2]}'::jsonb", as: JSON<[String: [Int]]>.self).value == [
        "b": [1, 2]
      ])
    #expect(try await text("\(JSON(["a": 1]))") == "{\"a\": 1}")
  }

  @Test func `read numerics of any scale when they fit`() async throws {
    for (literal, millionths) in [
      ("0.1", 100_000), ("100000", 100_000_000_000), ("12345.678900", 12_345_678_900),
    ] {
      #expect(
        try await db.one("select \(literal)::numeric", as: UnitPrice.self).millionths == Int64(millionths))
    }
    for literal in ["0.0000001", "NaN", "Infinity", "1e40", "99999999999999"] {
      #expect(
        await kind { _ = try await db.one("select \(literal)::numeric", as: UnitPrice.self) } == .undecodable,
        "\(literal)")
    }
    #expect(
      try await db.one("select sum(n) from generate_series(1::bigint, 100000) n", as: IntegerSum.self).value
        == 5_000_050_000)
  }

  @Test func `may be a type of one's own`() async throws {
    enum Status: String, ColumnValue, ArrayElement { case new, paid }
    enum Level: Int, ColumnValue { case low = 1, high }
    #expect(try await roundTrip(Status.paid) == .paid)
    #expect(try await roundTrip([Status.paid, .new]) == [.paid, .new])
    #expect(try await roundTrip(Level.high) == .high)
    #expect(await kind { _ = try await db.one("select 'odd'", as: Status.self) } == .undecodable)
    #expect(try await roundTrip(try #require(Slug("dokan"))) == Slug("dokan"))
    #expect(try await roundTrip(Currency.bdt) == .bdt)
    #expect(await kind { _ = try await db.one("select 'Not A Slug'", as: Slug.self) } == .undecodable)
  }
}

/// The same numbers in every run.
struct SeededRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }

  /// Letters of several lengths in UTF-8, quotes and backslashes; none is U+0000, which PostgreSQL does not
  /// take.
  mutating func string() -> String {
    let letters: [Character] = ["a", "Z", "'", "\"", "\\", "{", ",", " ", "é", "ক", "িং", "€", "😀", "\n"]
    return String((0..<Int(next() % 12)).map { _ in letters[Int(next() % UInt64(letters.count))] })
  }
}
