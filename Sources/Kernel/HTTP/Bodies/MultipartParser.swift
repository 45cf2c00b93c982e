/// Takes a `multipart/form-data` body (RFC 7578) apart as it arrives, however the network cuts it.
///
/// Strict: the body begins with the first boundary and ends with the last, lines end in CR LF, every part has one
/// Content-Disposition that says `form-data` and a name.
struct MultipartParser {
  enum Piece: Equatable {
    case part(MultipartPart)
    /// Some of the content of the part before.
    case content(ArraySlice<UInt8>)
    case endOfPart
  }

  private enum Phase { case start, afterBoundary, header, content, epilogue }

  private static let headerLimit = 48 << 10

  /// CR, LF, two hyphens and the boundary.
  private let delimiter: [UInt8]
  private var phase = Phase.start
  /// What has come and could not be judged yet. Begins with a CR LF that was not sent, before which the first
  /// boundary looks like every other.
  private var held: [UInt8] = [13, 10]

  /// The boundary is the parameter of the Content-Type: 1 to 70 characters (RFC 2046 §5.1.1).
  init?(boundary: String) {
    guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy(ByteSet.isBoundary) else {
      return nil
    }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  /// Whether the last boundary has come.
  var isComplete: Bool { phase == .epilogue && held.count != 1 }

  /// Passes on what the bytes complete.
  mutating func parse(_ bytes: [UInt8], _ found: (Piece) throws -> Void) throws {
    held.append(contentsOf: bytes)
    var cursor = 0
    while try step(&cursor, found) {}
    held.removeFirst(cursor)
  }

  /// Goes one step on; false when it needs more bytes.
  private mutating func step(_ cursor: inout Int, _ found: (Piece) throws -> Void) throws -> Bool {
    switch phase {
    case .start: try matchFirstBoundary(&cursor)
    case .afterBoundary: try endBoundary(&cursor)
    case .header: try readHeader(&cursor, found)
    case .content: try readContent(&cursor, found)
    case .epilogue: try expectNothing(cursor)
    }
  }

  private mutating func matchFirstBoundary(_ cursor: inout Int) throws -> Bool {
    let count = min(held.count, delimiter.count)
    guard held[..<count].elementsEqual(delimiter[..<count]) else { throw FormError.malformed }
    guard count == delimiter.count else { return false }
    cursor = count
    phase = .afterBoundary
    return true
  }

  /// Behind a boundary comes a line's end, or two hyphens if it was the last.
  private mutating func endBoundary(_ cursor: inout Int) throws -> Bool {
    guard held.count - cursor >= 2 else { return false }
    switch (held[cursor], held[cursor + 1]) {
    case (13, 10): phase = .header
    case (UInt8(ascii: "-"), UInt8(ascii: "-")): phase = .epilogue
    default: throw FormError.malformed
    }
    cursor += 2
    return true
  }

  private mutating func readHeader(_ cursor: inout Int, _ found: (Piece) throws -> Void) throws -> Bool {
    guard let end = find([13, 10, 13, 10], from: cursor) else {
      guard held.count - cursor <= MultipartParser.headerLimit else { throw FormError.malformed }
      return false
    }
    guard end - cursor <= MultipartParser.headerLimit else { throw FormError.malformed }
    guard let part = MultipartPart(header: held[cursor..<end]) else { throw FormError.malformed }
    cursor = end + 4
    phase = .content
    try found(.part(part))
    return true
  }

  private mutating func readContent(_ cursor: inout Int, _ found: (Piece) throws -> Void) throws -> Bool {
    let end = find(delimiter, from: cursor)
    let certain = end ?? max(cursor, held.count - delimiter.count + 1)
    if certain > cursor { try found(.content(held[cursor..<certain])) }
    cursor = certain
    guard end != nil else { return false }
    try found(.endOfPart)
    cursor += delimiter.count
    phase = .afterBoundary
    return true
  }

  /// Behind the last boundary a line's end may come, and nothing else.
  private func expectNothing(_ cursor: Int) throws -> Bool {
    let rest = held[cursor...]
    guard rest.elementsEqual([13, 10].prefix(rest.count)) else { throw FormError.malformed }
    return false
  }

  private func find(_ wanted: [UInt8], from start: Int) -> Int? {
    guard held.count - start >= wanted.count else { return nil }
    let last = held.count - wanted.count
    var index = start
    while index <= last {
      guard let next = held[index...last].firstIndex(of: 13) else { return nil }
      if held[next..<next + wanted.count].elementsEqual(wanted) { return next }
      index = next + 1
    }
    return nil
  }
}

extension ByteSet {
  /// Digits, letters and `'()+_,-./:=?` (RFC 2046 §5.1.1); no space, which would have to be quoted.
  static func isBoundary(_ byte: UInt8) -> Bool {
    ByteSet(low: 0xA7FF_FB80_0000_0000, high: 0x07FF_FFFE_87FF_FFFE).contains(byte)
  }
}
