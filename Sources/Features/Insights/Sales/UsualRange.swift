import Basics

/// Between what a day usually sells: judged by the same weekday in the weeks before it.
///
/// From a quarter of those days below to a quarter above lies the middle half; the range is that and one and a half
/// times its width to either side (Tukey's fences). A festival or a stock-out among the days before moves it little.
struct UsualRange: Equatable, Sendable {
  let low: Int64
  let high: Int64
  let median: Int64

  /// The weeks looked back on, and how many of them have to be within the shop's history.
  static let weeks = 13
  static let leastWeeks = 8

  /// `values` are those of the same weekday. Nil when they are too few, or when most of them sold nothing: then any
  /// order at all would be unusual.
  init?(_ values: [Int64]) {
    guard values.count >= UsualRange.leastWeeks, values.count(where: { $0 != 0 }) * 2 > values.count else {
      return nil
    }
    let sorted = values.map(\.limitedToFigures).sorted()
    let (quarter, half, threeQuarters) = (
      UsualRange.quantile(0.25, of: sorted), UsualRange.quantile(0.5, of: sorted),
      UsualRange.quantile(0.75, of: sorted)
    )
    let reach = (threeQuarters - quarter) * 1.5
    let floor = sorted[0] < 0 ? -Double(1 << 60) : 0
    low = UsualRange.units(max(quarter - reach, floor))
    high = UsualRange.units(threeQuarters + reach)
    median = UsualRange.units(half)
  }

  /// Between the two nearest of the sorted values (type 7 of Hyndman and Fan, as spreadsheets have it).
  static func quantile(_ share: Double, of sorted: [Int64]) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return Double(sorted[below]) + (Double(sorted[above]) - Double(sorted[below])) * (place - Double(below))
  }

  private static func units(_ value: Double) -> Int64 {
    Int64(exactly: value.rounded())?.limitedToFigures ?? (value < 0 ? -(1 << 60) : 1 << 60)
  }

  enum Position: Equatable { case below, within, above }

  func position(of value: Int64) -> Position { value < low ? .below : value > high ? .above : .within }
}
