import HTML

/// A figure with what is usual; the whole tile leads to what it is made of.
package struct StatTile: Sendable {
  let label: String
  let value: String
  let path: String?
  let spark: Sparkline?
  let comparisons: [Comparison]

  /// `note` says what is usual, or over which days.
  package init(
    _ label: String, value: String, path: String? = nil, spark: Sparkline? = nil, change: Change? = nil,
    note: String? = nil
  ) {
    let isCompared = change != nil || note != nil
    self.init(
      label, value: value, path: path, spark: spark,
      comparisons: isCompared ? [Comparison(change, note: note)] : [])
  }

  /// Each comparison has a line of its own.
  package init(
    _ label: String, value: String, path: String? = nil, spark: Sparkline? = nil, comparisons: [Comparison]
  ) {
    self.label = label
    self.value = value
    self.path = path
    self.spark = spark
    self.comparisons = comparisons
  }

  /// What a figure was at another time, and how far it is from that.
  package struct Comparison: Sendable {
    let change: Change?
    let note: String?

    package init(_ change: Change?, note: String?) {
      self.change = change
      self.note = note
    }
  }

  /// How far a figure is from what it was, and whether that is good.
  package struct Change: Sendable {
    let text: String
    let isUp: Bool
    let isGood: Bool

    package init(_ text: String, up: Bool, good: Bool) {
      self.text = text
      isUp = up
      isGood = good
    }
  }
}

struct StatContent: Sendable {
  let tile: StatTile
}
