/// SipHash-1-3 under a key that whoever wrote the names cannot choose: names that share their places in a table, which would make
/// it slow, cannot be made up beforehand.
///
/// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012. Swift's own has a new key in each run; places of
/// lines must come out alike in the next.
struct KeyedHash: Sendable {
  private let key: (UInt64, UInt64)

  /// - Parameter key: two words of what depends on all of the file.
  init(_ key: (UInt64, UInt64)) { self.key = key }

  func callAsFunction(_ text: String) -> UInt64 {
    var state = SipState(key)
    var word: UInt64 = 0
    var count: UInt64 = 0
    for byte in text.utf8 {
      word |= UInt64(byte) << (8 * (count & 7))
      count += 1
      if count & 7 == 0 {
        state.take(word)
        word = 0
      }
    }
    return state.finish(word | count << 56)
  }
}

private struct SipState {
  private var v: (UInt64, UInt64, UInt64, UInt64)

  init(_ key: (UInt64, UInt64)) {
    v = (
      key.0 ^ 0x736F_6D65_7073_6575, key.1 ^ 0x646F_7261_6E64_6F6D, key.0 ^ 0x6C79_6765_6E65_7261,
      key.1 ^ 0x7465_6462_7974_6573
    )
  }

  mutating func take(_ word: UInt64) {
    v.3 ^= word
    round()
    v.0 ^= word
  }

  mutating func finish(_ word: UInt64) -> UInt64 {
    take(word)
    v.2 ^= 0xFF
    for _ in 0..<3 { round() }
    return v.0 ^ v.1 ^ v.2 ^ v.3
  }

  private mutating func round() {
    v.0 &+= v.1
    v.1 = v.1 << 13 | v.1 >> 51
    v.1 ^= v.0
    v.0 = v.0 << 32 | v.0 >> 32
    v.2 &+= v.3
    v.3 = v.3 << 16 | v.3 >> 48
    v.3 ^= v.2
    v.0 &+= v.3
    v.3 = v.3 << 21 | v.3 >> 43
    v.3 ^= v.0
    v.2 &+= v.1
    v.1 = v.1 << 17 | v.1 >> 47
    v.1 ^= v.2
    v.2 = v.2 << 32 | v.2 >> 32
  }
}
