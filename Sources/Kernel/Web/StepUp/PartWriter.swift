/// Texts one behind the other, each with its length in front, so that no two lists of them are the same bytes.
struct PartWriter {
  private(set) var output: [UInt8] = []

  mutating func bytes(_ part: [UInt8]) {
    output += Array("\(part.count):".utf8)
    output += part
  }

  mutating func text(_ part: String) { bytes(Array(part.utf8)) }

  mutating func fields(_ fields: [String: [String]]) {
    text("\(fields.count)")
    for (name, values) in fields.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      text(name)
      text("\(values.count)")
      values.forEach { text($0) }
    }
  }
}

/// Reads what `PartWriter` wrote; the box vouches for it.
struct PartReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func bytes() -> [UInt8]? {
    guard let colon = rest.firstIndex(of: UInt8(ascii: ":")),
      let count = Int(String(decoding: rest[..<colon], as: UTF8.self)), count <= rest.endIndex - colon - 1
    else { return nil }
    let part = rest[(colon + 1)...].prefix(count)
    rest = rest[part.endIndex...]
    return Array(part)
  }

  mutating func text() -> String? { bytes().map { String(decoding: $0, as: UTF8.self) } }

  mutating func fields() -> [String: [String]] {
    var fields: [String: [String]] = [:]
    for _ in 0..<(text().flatMap { Int($0) } ?? 0) {
      guard let name = text(), let count = text().flatMap({ Int($0) }) else { break }
      fields[name] = (0..<count).compactMap { _ in text() }
    }
    return fields
  }
}
