import Basics

/// A day with or without a time, as people and spreadsheets write it: `20/11/2026`, `Nov 20, 2026 10:05 PM`,
/// `2026-11-20T10:00:00+06:00`, or Excel's count of days.
struct DateText: Equatable {
  let local: LocalDateTime
  /// Seconds that its clock is ahead of UTC, where it says so.
  let offset: Int?

  /// nil when it is not exactly one.
  init?(bytes: UnsafeBufferPointer<UInt8>, order: DateOrder) {
    if let local = LocalDateTime(bytes: bytes) {
      self.local = local
      offset = nil
      return
    }
    guard bytes.count <= 60 else { return nil }
    var reader = DateReader(String(decoding: bytes, as: UTF8.self), order: order)
    guard let read = reader.read(), (1900...2199).contains(read.local.date.year) else { return nil }
    self = read
  }

  init(_ local: LocalDateTime, offset: Int?) {
    self.local = local
    self.offset = offset
  }

  func instant(in zone: TimeZoneRules) -> Instant {
    guard let offset else { return zone.instant(of: local) }
    return TimeZoneRules.utc.instant(of: local) - .seconds(offset)
  }

  func date(in zone: TimeZoneRules) -> LocalDate {
    offset == nil ? local.date : zone.date(of: instant(in: zone))
  }
}
