/// Every change of a zone's clocks, in order. A class so that a zone is one word wherever it is kept;
/// immutable.
final class ZoneTable: Sendable {
  struct Change: Equatable {
    /// Seconds since 1970 in UTC.
    let time: Int64
    /// Seconds ahead of UTC from then on.
    let offset: Int32
  }

  let identifier: String
  private let times: [Int64]
  /// What the old clock showed at the change.
  private let walls: [Int64]
  /// One more than changes: the one before the first comes first.
  private let offsets: [Int32]

  init(identifier: String, changes: [Change], first: Int32) {
    self.identifier = identifier
    let real = zip([Change(time: .min, offset: first)] + changes, changes).filter { $0.offset != $1.offset }
      .map(\.1)
    times = real.map(\.time)
    offsets = [first] + real.map(\.offset)
    walls = zip(times, offsets).map { $0 + Int64($1) }
  }

  func offset(at time: Int64) -> Int32 { offsets[ZoneTable.count(notAfter: time, in: times)] }

  /// The offset by which a clock that shows `wall` is to be read: in a gap and in an overlap the one before.
  func offset(atWall wall: Int64) -> Int32 {
    let index = ZoneTable.count(notAfter: wall, in: walls)
    return isGap(index, wall) ? offsets[index - 1] : offsets[index]
  }

  /// When the change was that made clocks skip `wall`; nil when none did.
  func gap(atWall wall: Int64) -> Int64? {
    let index = ZoneTable.count(notAfter: wall, in: walls)
    return isGap(index, wall) ? times[index - 1] : nil
  }

  private func isGap(_ index: Int, _ wall: Int64) -> Bool {
    index > 0 && wall < times[index - 1] + Int64(offsets[index])
  }

  private static func count(notAfter value: Int64, in sorted: [Int64]) -> Int {
    var (low, high) = (0, sorted.count)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
