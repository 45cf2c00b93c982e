/// A set of 64-bit hashes, 8 to 16 bytes each, that stops growing at 128 MiB.
///
/// Two different lines have the same hash once in 2^64 pairs: fit for a count, not for a decision.
struct HashSet: Sendable {
  private var slots: [Int] = Array(repeating: 0, count: 1 << 12)
  private var count = 0

  /// Whether it takes no more.
  var isFull: Bool { count >= HashSet.limit }
  private static var limit: Int { (1 << 24) * 3 / 4 }

  /// Whether the hash is new. Always true for one that finds the set full.
  mutating func insert(_ hash: Int) -> Bool {
    // Zero marks a free slot.
    let hash = hash == 0 ? 1 : hash
    let slot = place(of: hash)
    if slots[slot] == hash { return false }
    if isFull { return true }
    slots[slot] = hash
    count += 1
    if count * 4 > slots.count * 3 && !isFull { grow() }
    return true
  }

  private func place(of hash: Int) -> Int {
    let mask = slots.count - 1
    var slot = hash & mask
    while slots[slot] != 0 && slots[slot] != hash { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    for hash in old where hash != 0 { slots[place(of: hash)] = hash }
  }
}
