import Basics
import HTML

/// A number as the other servers write it: without groups.
struct Digits {
  let number: Int
  init(_ number: Int) { self.number = number }
}

/// A moment as the other servers write it: ISO 8601.
struct Timestamp {
  let instant: Instant
  init(_ instant: Instant) { self.instant = instant }
}

extension PageWriter {
  mutating func text(_ digits: Digits) { output.append(digits.number) }
  mutating func text(_ timestamp: Timestamp) { output.iso8601(timestamp.instant) }
}
