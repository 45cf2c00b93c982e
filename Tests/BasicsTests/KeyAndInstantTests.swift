import Basics
import Foundation
import Testing

@Suite struct `A record's key` {
  private enum Thing {}

  @Test func `is a UUID of version 7`() {
    let key = RecordID<Thing>(at: 0x0123_4567_89AB)
    let text = key.description
    #expect(text.hasPrefix("01234567-89ab-7"))
    #expect(text.utf8.count == 36 && UUID(uuidString: text) != nil)
    #expect("89ab".contains(text[text.index(text.startIndex, offsetBy: 19)]))
    #expect(RecordID<Thing>(text) == key)
  }

  @Test func `sorts by the time it was made`() {
    #expect(RecordID<Thing>(at: 1000) < RecordID<Thing>(at: 1001))
  }

  @Test(arguments: [
    "", "01234567-89ab-7000-8000-00000000000", "01234567-89AB-7000-8000-000000000000",
    "0123456789ab70008000000000000000", "01234567-89ab-7000-8000-0000000000000",
    "g1234567-89ab-7000-8000-000000000000",
    "01234567_89ab_7000_8000_000000000000",
  ])
  func `is read in one spelling only`(text: String) { #expect(RecordID<Thing>(text) == nil) }

  @Test func `travels as its text`() throws {
    let key = RecordID<Thing>()
    let json = try JSONEncoder().encode([key])
    #expect(String(decoding: json, as: UTF8.self) == "[\"\(key)\"]")
    #expect(try JSONDecoder().decode([RecordID<Thing>].self, from: json) == [key])
  }
}

@Suite struct `Values in JSON` {
  private struct Sample: Codable, Equatable {
    var money = Money(minorUnits: 5, .bdt)
    var price = UnitPrice(millionths: 2_550_000)
    var date = LocalDate(days: 20_000)
    var instant = Instant(microseconds: 1_234_567)
    var slug = Slug("dokan")
    var email = EmailAddress("a@b.co")
    var phone = PhoneNumber("01712345678")
    var zone = TimeZoneRules("Asia/Dhaka")
  }

  @Test func `come back as they were`() throws {
    let json = try JSONEncoder().encode(Sample())
    #expect(try JSONDecoder().decode(Sample.self, from: json) == Sample())
  }

  @Test func `are refused when they are not what they should be`() {
    for json in [#"["2026-02-30"]"#, #"[5]"#, #"[null]"#] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode([LocalDate].self, from: Data(json.utf8))
      }
    }
  }
}

@Suite struct `An instant` {
  @Test func `is written in UTC`() {
    #expect(Instant(seconds: 0).description == "1970-01-01T00:00:00Z")
    #expect(Instant(microseconds: -1).description == "1969-12-31T23:59:59Z")
    #expect(Instant(seconds: 1_795_183_509).description == "2026-11-20T14:05:09Z")
  }

  @Test func `moves by durations`() {
    let instant = Instant(seconds: 100)
    #expect(instant + .seconds(5) - .milliseconds(5000) == instant)
    #expect(Instant(seconds: 103) - instant == .seconds(3))
    #expect(Instant(microseconds: -1).wholeSeconds == -1)
  }
}

@Suite struct `An output` {
  @Test func `holds what is appended, in order, as it grows`() {
    var output = Output(capacity: 4)
    var expected = ""
    for number in [0, 7, -1, 10, 99, 100, Int.max, Int.min, 1_000_000] {
      output.append(number)
      output.append(",")
      output.append("হাট \(number)")
      expected += "\(number),হাট \(number)"
    }
    #expect(output.string == expected && output.count == expected.utf8.count)
  }

  @Test func `can be cut, and used again`() {
    var output = Output(capacity: 4)
    output.append("one two")
    output.truncate(to: 3)
    #expect(output.string == "one")
    output.reset(keeping: 0)
    #expect(output.count == 0)
    output.append("three")
    #expect(output.string == "three")
  }
}
