import Glibc

/// Finds translations by the bytes of their key, without making a String of them.
///
/// All text lies in one array; the index is open addressing, half empty.
struct TranslationTable: Sendable {
  private struct Entry {
    var key: Range<Int>
    var one: Range<Int>
    var other: Range<Int>
  }

  private var text: [UInt8] = []
  private var entries: [Entry] = []
  /// Indices into `entries`; -1 where nothing is.
  private var slots: [Int32]

  init(_ translations: [String: Translation]) {
    var size = 16
    while size < translations.count * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    for (key, translation) in translations {
      let slot = Array(key.utf8).withUnsafeBufferPointer(slot(of:))
      slots[slot] = Int32(entries.count)
      entries.append(Entry(key: add(key), one: add(translation.one), other: add(translation.other)))
    }
  }

  /// Calls `body` with the pattern of a key.
  /// - Returns: whether there is one.
  func withPattern(
    of key: UnsafeBufferPointer<UInt8>, _ category: PluralCategory,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) -> Bool {
    let index = slots[slot(of: key)]
    guard index >= 0 else { return false }
    let range = category == .one ? entries[Int(index)].one : entries[Int(index)].other
    text.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    return true
  }

  private mutating func add(_ string: String) -> Range<Int> {
    let start = text.count
    text += string.utf8
    return start..<text.count
  }

  /// The slot that holds the key, or the free one where it would be.
  private func slot(of key: UnsafeBufferPointer<UInt8>) -> Int {
    var slot = TranslationTable.hash(key) & (slots.count - 1)
    while slots[slot] >= 0, !isKey(key, entries[Int(slots[slot])]) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  private func isKey(_ key: UnsafeBufferPointer<UInt8>, _ entry: Entry) -> Bool {
    guard entry.key.count == key.count, let start = key.baseAddress else {
      return entry.key.isEmpty && key.isEmpty
    }
    return text.withUnsafeBytes { text in
      text.baseAddress.map { memcmp($0 + entry.key.lowerBound, start, key.count) == 0 } ?? false
    }
  }

  /// FNV-1a: the keys are our own, so nobody can choose them to collide.
  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
