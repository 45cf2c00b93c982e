/// How often a span of time fell under which bound. A value: each loop keeps its own, and they are added up.
package struct Histogram: Sendable, Equatable {
  /// Upper bounds in seconds, rising; one more bucket holds what is above them all.
  package let bounds: [Double]
  package private(set) var counts: [UInt64]
  private var nanoseconds: UInt64 = 0
  private let limits: [UInt64]

  /// The default suits pages and statements: 0.5 ms to 10 s.
  package init(
    bounds: [Double] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
  ) {
    self.bounds = bounds
    limits = bounds.map { UInt64($0 * 1e9) }
    counts = [UInt64](repeating: 0, count: bounds.count + 1)
  }

  /// One that was counted elsewhere: limits and sum in nanoseconds.
  package init(limits: [UInt64], counts: [UInt64], sum: UInt64) {
    precondition(counts.count == limits.count + 1, "a histogram has one more count than bounds")
    bounds = limits.map { Double($0) / 1e9 }
    self.limits = limits
    self.counts = counts
    nanoseconds = sum
  }

  /// Seconds.
  package var sum: Double { Double(nanoseconds) / 1e9 }
  package var count: UInt64 { counts.reduce(0, +) }

  package mutating func observe(nanoseconds: UInt64) {
    var bucket = 0
    while bucket < limits.count, nanoseconds > limits[bucket] { bucket += 1 }
    counts[bucket] += 1
    self.nanoseconds += nanoseconds
  }

  /// Adds what another of the same bounds has counted.
  package mutating func add(_ other: Histogram) {
    precondition(bounds == other.bounds, "histograms of different bounds")
    for bucket in counts.indices { counts[bucket] += other.counts[bucket] }
    nanoseconds += other.nanoseconds
  }
}
