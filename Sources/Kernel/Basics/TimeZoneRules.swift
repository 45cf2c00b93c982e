import Synchronization

/// What the clocks of a place show when, by the machine's tz database.
///
/// A table of every change, so that converting costs a binary search of some ten nanoseconds. Read once per
/// zone and process; the machine's update of the database counts from the next start.
package struct TimeZoneRules: Sendable {
  private let table: ZoneTable

  /// The zone of a name such as `Asia/Dhaka`; nil when the machine has none of that name.
  package init?(_ identifier: String) {
    guard let table = ZoneCache.table(identifier) else { return nil }
    self.table = table
  }

  private init(_ table: ZoneTable) { self.table = table }

  package static let utc = TimeZoneRules(ZoneTable(identifier: "UTC", changes: [], first: 0))

  package var identifier: String { table.identifier }

  /// Seconds that local time is ahead of UTC.
  package func offset(at instant: Instant) -> Int { Int(table.offset(at: instant.wholeSeconds)) }

  /// What calendar and clock show; what is finer than a second is cut off.
  package func local(_ instant: Instant) -> LocalDateTime {
    let wall = instant.wholeSeconds + Int64(table.offset(at: instant.wholeSeconds))
    let (day, second) = wall.flooredQuotientAndRemainder(by: 86400)
    return LocalDateTime(LocalDate(days: Int(day)), secondOfDay: Int(second))
  }

  package func date(of instant: Instant) -> LocalDate { local(instant).date }

  /// When calendar and clock show this. In a gap it is as much later as the gap is long, in an overlap the
  /// first time.
  package func instant(of local: LocalDateTime) -> Instant {
    Instant(seconds: local.wallSeconds - Int64(table.offset(atWall: local.wallSeconds)))
  }

  /// The first moment of a day: midnight, or the end of a gap that swallows it.
  package func startOfDay(_ date: LocalDate) -> Instant {
    let wall = Int64(date.days) * 86400
    if let change = table.gap(atWall: wall) { return Instant(seconds: change) }
    return Instant(seconds: wall - Int64(table.offset(atWall: wall)))
  }

  /// All moments of some days; what rows are selected by.
  package func instants(of dates: ClosedRange<LocalDate>) -> Range<Instant> {
    startOfDay(dates.lowerBound)..<startOfDay(dates.upperBound + 1)
  }
}

extension TimeZoneRules: Hashable, LosslessStringConvertible, Codable {
  package static func == (a: TimeZoneRules, b: TimeZoneRules) -> Bool { a.identifier == b.identifier }
  package func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
  package var description: String { identifier }
  package init(from decoder: any Decoder) throws { self = try decoder.lossless() }
  package func encode(to encoder: any Encoder) throws { try encoder.lossless(self) }
}

extension TimeZoneRules {
  /// The names of all zones people live in, sorted; empty when the machine has no tz database.
  package static let identifiers: [String] = {
    guard let bytes = try? contents(ofFile: "\(ZoneFile.folder)/zone.tab") else { return [] }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
    return lines.compactMap { $0.split(separator: "\t").dropFirst(2).first.map(String.init) }.sorted()
  }()
}

/// The zones read so far; what could not be read is tried again.
private enum ZoneCache {
  private static let tables = Mutex<[String: ZoneTable]>([
    "UTC": ZoneTable(identifier: "UTC", changes: [], first: 0)
  ])

  /// Reads outside of the lock: whoever comes second keeps what the first has put there.
  static func table(_ identifier: String) -> ZoneTable? {
    if let known = tables.withLock({ $0[identifier] }) { return known }
    guard let read = ZoneFile.read(identifier) else { return nil }
    return tables.withLock { tables in
      let kept = tables[identifier] ?? read
      tables[identifier] = kept
      return kept
    }
  }
}

extension Instant {
  /// Seconds since 1970, rounded down.
  package var wholeSeconds: Int64 { microseconds.flooredQuotientAndRemainder(by: 1_000_000).quotient }
}

extension Int64 {
  func flooredQuotientAndRemainder(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
