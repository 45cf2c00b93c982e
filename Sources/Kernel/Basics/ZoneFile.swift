/// Reads the compiled files of the tz database (RFC 8536), which are where the changes are already tabulated.
///
/// Foundation knows zones too, through ICU: that costs 12 MB and 13 ms at start, and has no table.
enum ZoneFile {
  static let folder = "/usr/share/zoneinfo"
  /// How far the rule for years to come is worked out.
  static let lastYear = 2100

  static func read(_ identifier: String) -> ZoneTable? {
    guard isName(identifier), let bytes = try? contents(ofFile: "\(folder)/\(identifier)") else { return nil }
    return table(identifier, bytes)
  }

  /// Names come from requests: nothing that leaves the folder.
  private static func isName(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    return (1...3).contains(parts.count)
      && parts.allSatisfy { part in
        part.first.map { $0.isASCII && $0.isUppercase } ?? false
          && part.utf8.allSatisfy {
            $0 < 0x80 && ($0 > 0x40 || ($0 >= 0x2B && $0 <= 0x39 && $0 != 0x2E && $0 != 0x2C))
          }
      }
  }

  static func table(_ identifier: String, _ bytes: [UInt8]) -> ZoneTable? {
    var reader = ZoneReader(bytes)
    guard let old = reader.header(), old.version >= UInt8(ascii: "2"), reader.skip(old.length(timeSize: 4)),
      let counts = reader.header(), let (changes, first) = reader.changes(counts)
    else { return nil }
    let footer =
      String(decoding: reader.rest, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
    guard let rule = ZoneRule(footer) else {
      return footer.isEmpty ? ZoneTable(identifier: identifier, changes: changes, first: first) : nil
    }
    let last = changes.last?.time ?? .min
    let future = rule.changes(from: 1970, through: lastYear).filter { $0.time > last }
    return ZoneTable(identifier: identifier, changes: changes + future, first: first)
  }
}

private struct ZoneReader {
  struct Counts {
    let version: UInt8
    /// utc indicators, standard indicators, leap seconds, times, types, characters
    let numbers: [Int]

    func length(timeSize: Int) -> Int {
      numbers[0] + numbers[1] + numbers[2] * (timeSize + 4) + numbers[3] * (timeSize + 1) + numbers[4] * 6
        + numbers[5]
    }
  }

  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func header() -> Counts? {
    guard rest.count >= 44, rest.starts(with: "TZif".utf8) else { return nil }
    let version = rest[rest.startIndex + 4]
    rest = rest.dropFirst(20)
    return Counts(version: version, numbers: (0..<6).map { _ in Int(integer(4)) })
  }

  mutating func skip(_ count: Int) -> Bool {
    guard rest.count >= count else { return false }
    rest = rest.dropFirst(count)
    return true
  }

  /// The changes of the 64-bit block, and the offset before the first: that of the first type (RFC 8536,
  /// 3.2).
  mutating func changes(_ counts: Counts) -> ([ZoneTable.Change], first: Int32)? {
    guard rest.count >= counts.length(timeSize: 8), counts.numbers[4] > 0 else { return nil }
    let times = (0..<counts.numbers[3]).map { _ in integer(8) }
    let types = (0..<counts.numbers[3]).map { _ in Int(integer(1)) & 0xFF }
    let offsets = (0..<counts.numbers[4]).map { _ in
      defer { rest = rest.dropFirst(2) }
      return Int32(truncatingIfNeeded: integer(4))
    }
    guard types.allSatisfy({ $0 < offsets.count }) else { return nil }
    rest = rest.dropFirst(counts.numbers[5] + counts.numbers[2] * 12 + counts.numbers[1] + counts.numbers[0])
    return (zip(times, types).map { ZoneTable.Change(time: $0, offset: offsets[$1]) }, offsets[0])
  }

  /// Big-endian with its sign; the caller knows that the bytes are there.
  private mutating func integer(_ size: Int) -> Int64 {
    let bytes = rest.prefix(size)
    rest = rest.dropFirst(size)
    let value = bytes.reduce(Int64(0)) { $0 << 8 | Int64($1) }
    let unused = Int64(64 - size * 8)
    return (value << unused) >> unused
  }
}
