/// How busy a loop is.
package struct LoopMetrics: Sendable {
  /// Turns taken.
  package private(set) var turns: UInt64 = 0
  /// Nanoseconds spent working rather than waiting.
  package private(set) var busy: UInt64 = 0
  /// Turns by how long they took: under 1 ms, 5 ms, 25 ms, 100 ms, and longer. What a turn takes, others wait for.
  package private(set) var turnsByLength: [UInt64] = [0, 0, 0, 0, 0]
  /// The longest turn in nanoseconds since this was last read by `takeLongest`.
  private var longest: UInt64 = 0

  package static let lengthLimits: [UInt64] = [1_000_000, 5_000_000, 25_000_000, 100_000_000]

  mutating func turn(from start: UInt64, to end: UInt64) {
    let span = end - start
    turns += 1
    busy += span
    if span > longest { longest = span }
    var bucket = 0
    while bucket < 4, span >= LoopMetrics.lengthLimits[bucket] { bucket += 1 }
    turnsByLength[bucket] += 1
  }

  package mutating func takeLongest() -> UInt64 {
    defer { longest = 0 }
    return longest
  }
}
