import Basics
import Foundation
import Testing

@Suite struct `Time zone rules` {
  private func local(_ text: String) throws -> LocalDateTime { try #require(LocalDateTime(text)) }

  @Test(arguments: [
    "Asia/Dhaka", "Asia/Kolkata", "Asia/Kathmandu", "Europe/London", "Europe/Dublin", "America/New_York",
    "America/St_Johns", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia",
    "Asia/Tehran", "Pacific/Chatham", "America/Asuncion", "Asia/Pyongyang",
  ])
  func `agree with Foundation`(identifier: String) throws {
    let rules = try #require(TimeZoneRules(identifier))
    let zone = try #require(TimeZone(identifier: identifier))
    for _ in 0..<400 {
      // Both ask one database, but in versions of their own: only what is past and old is the same in both.
      let seconds = Int64.random(in: 31_536_000...1_700_000_000)
      let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
      #expect(rules.offset(at: Instant(seconds: seconds)) == expected, "\(seconds)")
    }
  }

  @Test(arguments: ["Europe/London", "America/New_York", "Australia/Sydney", "America/Santiago"])
  func `go on with the last rule until 2100`(identifier: String) throws {
    let rules = try #require(TimeZoneRules(identifier))
    let zone = try #require(TimeZone(identifier: identifier))
    for _ in 0..<400 {
      let seconds = Int64.random(in: 2_000_000_000...4_000_000_000)
      let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
      #expect(rules.offset(at: Instant(seconds: seconds)) == expected, "\(seconds)")
    }
  }

  @Test func `refuse names that are none`() {
    for name in [
      "", "Asia/Nowhere", "../../etc/passwd", "/etc/passwd", "Asia/../Asia/Dhaka", "Asia", "Asia/",
      "zone.tab",
      "Asia/Dhaka\0", "posixrules", "localtime", "Etc/ghost/../UTC",
    ] { #expect(TimeZoneRules(name) == nil, "\(name)") }
    #expect(TimeZoneRules("UTC") != nil && TimeZoneRules("America/Argentina/Buenos_Aires") != nil)
    #expect(TimeZoneRules("Etc/GMT+6")?.offset(at: .now) == -21600)
  }

  @Test func `offer the names that people live by`() {
    #expect(TimeZoneRules.identifiers.count > 300)
    #expect(TimeZoneRules.identifiers.contains("Asia/Dhaka"))
    #expect(TimeZoneRules.identifiers == TimeZoneRules.identifiers.sorted())
    for identifier in TimeZoneRules.identifiers { #expect(TimeZoneRules(identifier) != nil, "\(identifier)") }
  }

  @Test func `move a time in a gap forward`() throws {
    let london = try #require(TimeZoneRules("Europe/London"))
    let instant = london.instant(of: try local("2011-03-27 01:30:00"))
    #expect(london.local(instant).description == "2011-03-27T02:30:00")
    #expect(instant.description == "2011-03-27T01:30:00Z")
  }

  @Test func `take the first of a time that comes twice`() throws {
    let london = try #require(TimeZoneRules("Europe/London"))
    #expect(london.instant(of: try local("2011-10-30 01:30:00")).description == "2011-10-30T00:30:00Z")
    #expect(london.instant(of: try local("2011-10-30 02:00:00")).description == "2011-10-30T02:00:00Z")
    #expect(london.instant(of: try local("2011-10-30 00:59:59")).description == "2011-10-29T23:59:59Z")
  }

  @Test func `begin a day where its midnight is missing`() throws {
    let cairo = try #require(TimeZoneRules("Africa/Cairo"))
    // Midnight of Friday 2023-04-28 was skipped.
    let start = cairo.startOfDay(try #require(LocalDate("2023-04-28")))
    #expect(cairo.local(start).description == "2023-04-28T01:00:00")
    #expect(cairo.local(start - .seconds(1)).description == "2023-04-27T23:59:59")
    // Samoa had no 2011-12-30.
    let apia = try #require(TimeZoneRules("Pacific/Apia"))
    let skipped = try #require(LocalDate("2011-12-30"))
    #expect(apia.startOfDay(skipped) == apia.startOfDay(skipped + 1))
    #expect(apia.instants(of: skipped...skipped).isEmpty)
  }

  @Test func `give every day its own moments and no gap between`() throws {
    for identifier in [
      "Asia/Dhaka", "Europe/London", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe",
    ] {
      let rules = try #require(TimeZoneRules(identifier))
      var day = try #require(LocalDate("2009-01-01"))
      for _ in 0..<800 {
        let range = rules.instants(of: day...day)
        #expect(rules.date(of: range.lowerBound) == day && rules.date(of: range.upperBound) == day + 1)
        #expect(rules.date(of: range.upperBound - .microseconds(1)) == day)
        #expect(rules.instant(of: LocalDateTime(day, secondOfDay: 43200)) > range.lowerBound)
        day = day + 1
      }
    }
  }

  @Test func `turn an instant back from what the clock showed`() throws {
    let dhaka = try #require(TimeZoneRules("Asia/Dhaka"))
    for _ in 0..<500 {
      let instant = Instant(seconds: .random(in: 1_300_000_000...4_000_000_000))
      #expect(dhaka.instant(of: dhaka.local(instant)) == instant)
    }
    #expect(dhaka.local(Instant(microseconds: -1)).description == "1970-01-01T05:59:59")
  }
}
