import Glibc

/// A moment, as microseconds since 1970-01-01T00:00:00Z: what PostgreSQL's `timestamptz` can hold.
package struct Instant: Hashable, Comparable, Sendable {
  package var microseconds: Int64

  @inlinable package init(microseconds: Int64) { self.microseconds = microseconds }
  @inlinable package init(seconds: Int64) { microseconds = seconds * 1_000_000 }

  package static var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  @inlinable package static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }
  package static func + (a: Instant, span: Duration) -> Instant {
    Instant(microseconds: a.microseconds + span.inMicroseconds)
  }
  package static func - (a: Instant, span: Duration) -> Instant {
    Instant(microseconds: a.microseconds - span.inMicroseconds)
  }
  package static func - (a: Instant, b: Instant) -> Duration {
    .microseconds(a.microseconds - b.microseconds)
  }
}

extension Instant: CustomStringConvertible {
  /// ISO 8601 in UTC to the second: `2026-11-20T14:05:09Z`.
  package var description: String {
    var output = Output(capacity: 32)
    output.iso8601(self)
    return output.string
  }
}

extension Duration {
  /// Whole microseconds; what is finer is cut off.
  package var inMicroseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}

/// A span of monotonic time, in nanoseconds since the machine started.
package func monotonicNanoseconds() -> UInt64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// Travels as its microseconds.
extension Instant: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(microseconds: try decoder.singleValueContainer().decode(Int64.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(microseconds)
  }
}
