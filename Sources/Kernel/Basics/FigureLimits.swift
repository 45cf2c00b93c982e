extension Int64 {
  /// An amount as far as figures go, which is further than any business: sums, differences and the axis of a chart
  /// still fit. Without it one file of absurd amounts would overflow, and end the process for everybody.
  package var limitedToFigures: Int64 { Swift.min(Swift.max(self, -(1 << 60)), 1 << 60) }

  package func addingLimited(_ other: Int64) -> Int64 {
    (limitedToFigures + other.limitedToFigures).limitedToFigures
  }

  package func subtractingLimited(_ other: Int64) -> Int64 {
    (limitedToFigures - other.limitedToFigures).limitedToFigures
  }
}
