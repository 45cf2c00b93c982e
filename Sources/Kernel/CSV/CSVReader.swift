import Basics

/// Reads rows of comma-separated values as their bytes come (RFC 4180), for files of any size.
///
/// Fill it, then call `next` until it wants more. A row's fields are slices of the buffer and stay until the
/// next call; a String is made only of a field that is asked for.
package struct CSVReader: Sendable {
  /// What comes next in the file.
  package enum Event: Equatable, Sendable {
    /// A row: its fields can be read now.
    case row
    /// A row that cannot be read; the file goes on behind it.
    case problem(CSVProblem)
  }

  enum State { case fieldStart, plain, quoted, quoteSeen, carriageReturn, discarding, discardingReturn }

  let delimiter: UInt8
  let limits: CSVLimits
  var buffer: [UInt8]
  /// Bytes of the buffer that hold something.
  var filled = 0
  /// The byte of the stream that the buffer begins with.
  var base: Int
  var isEnded = false
  var isAtStart: Bool

  var state = State.fieldStart
  /// Where the row, the field and the scan are in the buffer.
  var rowStart = 0
  var fieldStart = 0
  var cursor = 0
  var fields: [CSVField] = []
  /// Line breaks within quotes so far in the row, and the place behind the first; -1 without one.
  var breaks = 0
  var firstBreak = -1
  var hasEscape = false
  /// A problem whose line is not yet behind.
  var pending: CSVProblem?
  /// The row or problem at hand was handed out.
  var isDelivered = false

  /// The line the row begins on, from 1, as an editor counts them.
  package internal(set) var line: Int

  /// - Parameters:
  ///   - delimiter: the byte between fields: a comma, a semicolon, a tab.
  ///   - offset: the byte of the stream that comes first, from an earlier reader's `nextOffset`.
  ///   - line: the line of it, from `nextLine`.
  package init(
    delimiter: Unicode.Scalar = ",", limits: CSVLimits = .standard, offset: Int = 0, line: Int = 1
  ) {
    self.delimiter = UInt8(ascii: delimiter)
    self.limits = limits
    self.line = line
    base = offset
    isAtStart = offset == 0
    buffer = [UInt8](repeating: 0, count: CSVReader.chunk * 2)
  }

  /// The byte of the stream that the row begins at.
  package var offset: Int { base + rowStart }
  /// The byte behind the last row or problem: a later reader that begins there reads what this one would
  /// have.
  package var nextOffset: Int { pending?.offset ?? base + (isDelivered ? cursor : rowStart) }
  /// The line at `nextOffset`.
  package var nextLine: Int { isDelivered ? line + breaks + 1 : line }

  /// Bytes of memory the rows are kept in.
  package var capacity: Int { buffer.count }

  /// Takes what `read` puts into the space it is given; it returns the count of bytes, 0 at the end of the
  /// stream.
  /// - Returns: whether there was anything.
  @discardableResult
  package mutating func fill(_ read: (UnsafeMutableBufferPointer<UInt8>) throws -> Int) rethrows -> Bool {
    if isDelivered { beginRow() }
    makeSpace()
    let count = try buffer.withUnsafeMutableBufferPointer { [filled] in
      try read(UnsafeMutableBufferPointer(rebasing: $0[filled...]))
    }
    filled += count
    isEnded = count == 0
    return count > 0
  }

  /// Takes bytes; none end the stream.
  package mutating func feed(_ bytes: some Collection<UInt8>) {
    var rest = bytes[...]
    repeat {
      fill { space in
        let count = min(space.count, rest.count)
        _ = space.update(fromContentsOf: rest.prefix(count))
        rest = rest.dropFirst(count)
        return count
      }
    } while !rest.isEmpty
  }

  /// The next row or problem; nil when more bytes are needed, or at the end of the stream nothing is left.
  package mutating func next() -> Event? {
    if isDelivered { beginRow() }
    if isAtStart && !skipByteOrderMark() { return nil }
    while cursor < filled {
      if let event = scan() { return event }
    }
    return isEnded ? finish() : checkLimits()
  }

  private mutating func skipByteOrderMark() -> Bool {
    guard filled >= 3 || isEnded else { return false }
    isAtStart = false
    if buffer[..<filled].starts(with: [0xEF, 0xBB, 0xBF]) {
      cursor = 3
      rowStart = 3
    }
    return true
  }

  /// Starts a row at the cursor.
  mutating func beginRow() {
    line += breaks + 1
    rowStart = cursor
    fields.removeAll(keepingCapacity: true)
    state = .fieldStart
    breaks = 0
    firstBreak = -1
    hasEscape = false
    isDelivered = false
  }

  /// Moves what is still needed to the front, and grows when that leaves too little room.
  private mutating func makeSpace() {
    guard buffer.count - filled < CSVReader.chunk else { return }
    let kept = pending == nil ? rowStart : cursor
    if kept > 0 {
      buffer.withUnsafeMutableBufferPointer { [filled] bytes in
        _ = bytes.update(fromContentsOf: bytes[kept..<filled])
      }
      base += kept
      filled -= kept
      cursor -= kept
      fieldStart -= kept
      rowStart = max(0, rowStart - kept)
      if firstBreak >= 0 { firstBreak -= kept }
    }
    if buffer.count - filled < CSVReader.chunk {
      buffer += [UInt8](repeating: 0, count: buffer.count)
    }
  }

  /// How much is read at once, at least.
  private static let chunk = 1 << 17
}
