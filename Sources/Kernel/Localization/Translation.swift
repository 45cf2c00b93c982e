/// One message in one language: a pattern, or one for each plural form.
///
/// In JSON `"…"` or `{"one": "…", "other": "…"}`.
struct Translation: Sendable, Decodable {
  private let one: [UInt8]
  private let other: [UInt8]

  init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      one = Array(text.utf8)
      other = one
      return
    }
    let forms = try decoder.singleValueContainer().decode(Forms.self)
    one = Array(forms.one.utf8)
    other = Array(forms.other.utf8)
  }

  func pattern(for category: PluralCategory) -> [UInt8] { category == .one ? one : other }

  private struct Forms: Decodable {
    let one: String
    let other: String
  }
}

/// Finds translations by the bytes of their key, without making a String of them. Open addressing, half empty.
struct TranslationTable: Sendable {
  private var keys: [[UInt8]] = []
  private var translations: [Translation] = []
  /// Indices into `keys`; -1 where nothing is.
  private var slots: [Int32]

  init(_ entries: [String: Translation]) {
    var size = 16
    while size < entries.count * 2 { size *= 2 }
    slots = [Int32](repeating: -1, count: size)
    for (key, translation) in entries {
      let bytes = Array(key.utf8)
      let slot = bytes.withUnsafeBufferPointer(slot(of:))
      slots[slot] = Int32(keys.count)
      keys.append(bytes)
      translations.append(translation)
    }
  }

  func find(_ key: UnsafeBufferPointer<UInt8>) -> Translation? {
    let index = slots[slot(of: key)]
    return index < 0 ? nil : translations[Int(index)]
  }

  /// The slot that holds the key, or the free one where it would be.
  private func slot(of key: UnsafeBufferPointer<UInt8>) -> Int {
    var slot = TranslationTable.hash(key) & (slots.count - 1)
    while slots[slot] >= 0, !keys[Int(slots[slot])].elementsEqual(key) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  /// FNV-1a: the keys are our own, so nobody can choose them to collide.
  private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
