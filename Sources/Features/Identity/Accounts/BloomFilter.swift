import Crypto

/// A set that is asked whether something is in it: says yes to all that is, and to hardly anything that is not.
///
/// `scripts/passwords` writes the file and says what it looks like. One in 15,000 others is taken for one of the set.
struct BloomFilter: Sendable {
  private let hashes: UInt64
  private let bits: UInt64
  private let table: [UInt8]

  /// Nil for what is no such file.
  init?(_ file: [UInt8]) {
    guard file.count > 13, file.starts(with: "HAATBLM1".utf8) else { return nil }
    hashes = UInt64(file[8])
    bits = file[9..<13].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    table = Array(file[13...])
    guard hashes > 0, bits > 0, UInt64(table.count) == (bits + 7) / 8 else { return nil }
  }

  func contains(_ text: String) -> Bool {
    let digest = SHA256.hash(text)
    let a = word(digest[0..<8]), b = word(digest[8..<16])
    return (0..<hashes).allSatisfy { number in
      let place = (a &+ number &* b) % bits
      return table[Int(place >> 3)] & (1 << UInt8(place & 7)) != 0
    }
  }

  private func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
