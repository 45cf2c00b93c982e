/// Small numbers under many names, in eight bytes a name: some bits of its hash, and behind them the number.
///
/// It grows in 64 parts, one at a time, so that growing takes little memory beside it, and stops at a limit. Two names whose
/// bits are the same share a number: with 20 bits for the number about once in ten files of ten million names.
struct CompactTable: Sendable {
  private var parts: [[UInt64]]
  private var counts: [Int]
  private let numberMask: UInt64
  private let largest: Int

  struct Slot {
    fileprivate let part: Int
    fileprivate let index: Int
  }

  /// - Parameters:
  ///   - numberBits: for the number, at most 24.
  ///   - sizeBits: of the largest number of slots.
  init(numberBits: Int, sizeBits: Int) {
    precondition(
      numberBits <= 24 && sizeBits >= 12, "bits of the hash that choose the slot must be kept in it")
    numberMask = (1 << UInt64(numberBits)) - 1
    largest = 1 << (sizeBits - 6)
    parts = Array(repeating: Array(repeating: 0, count: 32), count: 64)
    counts = Array(repeating: 0, count: 64)
  }

  /// The slot of a name, made with the number zero where it is new; nil where it is new and there is no room.
  mutating func slot(of hash: UInt64) -> (slot: Slot, isNew: Bool)? {
    let part = Int(truncatingIfNeeded: hash & 63)
    // Never zero, which marks a free slot.
    let tag = (hash | 1 << 63) & ~numberMask
    var index = place(of: tag, in: part)
    if parts[part][index] != 0 { return (Slot(part: part, index: index), false) }
    if counts[part] * 8 >= largest * 7 { return nil }
    if counts[part] * 4 >= parts[part].count * 3, parts[part].count < largest {
      grow(part)
      index = place(of: tag, in: part)
    }
    parts[part][index] = tag
    counts[part] += 1
    return (Slot(part: part, index: index), true)
  }

  subscript(slot: Slot) -> UInt64 {
    get { parts[slot.part][slot.index] & numberMask }
    set { parts[slot.part][slot.index] = parts[slot.part][slot.index] & ~numberMask | newValue & numberMask }
  }

  /// How many names it holds.
  var count: Int { counts.reduce(0, +) }

  private func place(of tag: UInt64, in part: Int) -> Int {
    let mask = parts[part].count - 1
    var index = Int(truncatingIfNeeded: tag >> 26) & mask
    while parts[part][index] != 0 && parts[part][index] & ~numberMask != tag { index = (index + 1) & mask }
    return index
  }

  private mutating func grow(_ part: Int) {
    let old = parts[part]
    parts[part] = Array(repeating: 0, count: old.count * 2)
    for word in old where word != 0 { parts[part][place(of: word & ~numberMask, in: part)] = word }
  }
}

extension CompactTable {
  /// Spreads a word over all its bits, as MurmurHash ends.
  static func mix(_ word: UInt64) -> UInt64 {
    var hash = (word ^ word >> 33) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ hash >> 33) &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 33
  }
}
