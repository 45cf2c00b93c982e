/// What was met first under each name, and under how many names something else was met later. For a report, not for a
/// decision: of the values it keeps 23 bits.
struct FirstValues: Sendable {
  private let hash: KeyedHash
  private var table = CompactTable(numberBits: 24, sizeBits: 21)
  /// Names with two values.
  private(set) var contradictions = 0
  /// Whether names were left out because there was no room: 1.8 million have it.
  private(set) var isPartial = false

  private static let contradicted: UInt64 = 1 << 23

  init(hashedBy hash: KeyedHash) { self.hash = hash }

  mutating func meet(_ name: String, _ value: UInt64) {
    guard let (slot, isNew) = table.slot(of: hash(name)) else {
      isPartial = true
      return
    }
    let value = CompactTable.mix(value) >> 41
    if isNew {
      table[slot] = value
    } else if table[slot] & ~FirstValues.contradicted != value, table[slot] & FirstValues.contradicted == 0 {
      table[slot] |= FirstValues.contradicted
      contradictions += 1
    }
  }
}
