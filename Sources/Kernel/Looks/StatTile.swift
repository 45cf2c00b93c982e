import HTML

/// A figure with what is usual; the whole tile leads to what it is made of.
package struct StatTile: Sendable {
  let label: String
  let value: String
  let path: String?
  let spark: Sparkline?
  let change: Change?
  let note: String?

  /// `note` says what is usual, or over which days.
  package init(
    _ label: String, value: String, path: String? = nil, spark: Sparkline? = nil, change: Change? = nil,
    note: String? = nil
  ) {
    self.label = label
    self.value = value
    self.path = path
    self.spark = spark
    self.change = change
    self.note = note
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
