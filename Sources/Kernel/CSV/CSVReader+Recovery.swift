import Glibc

// A row that cannot be read ends at its first line break, even where that was within quotes, and reading goes
// on behind it. So one lost quote costs the line it is in and never the rest of the file; the second line of
// a broken row of several lines may come out as a row of its own, which has too few columns.

extension CSVReader {
  /// Gives the row up. The problem is handed out when its line is behind.
  mutating func fail(_ kind: CSVProblem.Kind) -> Event? {
    let end = min(firstBreak >= 0 ? firstBreak : cursor, rowStart + CSVProblem.excerptLength)
    pending = CSVProblem(
      kind: kind, line: line, offset: offset, excerpt: String(decoding: buffer[rowStart..<end], as: UTF8.self)
    )
    fields.removeAll(keepingCapacity: true)
    guard firstBreak >= 0 else {
      state = .discarding
      return nil
    }
    cursor = firstBreak
    return deliverPending()
  }

  mutating func discard() -> Event? {
    cursor = nextBreak()
    guard cursor < filled else { return nil }
    cursor += 1
    if buffer[cursor - 1] == UInt8(ascii: "\n") { return deliverPending() }
    state = .discardingReturn
    return nil
  }

  /// Where the line ends; the end of what is there when it does not. The C library's search: a broken line can be
  /// gigabytes long.
  private func nextBreak() -> Int {
    buffer.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return filled }
      func find(_ byte: UInt8, before end: Int) -> Int {
        memchr(start + cursor, CInt(byte), end - cursor).map { UnsafeRawPointer($0) - start } ?? end
      }
      return find(UInt8(ascii: "\r"), before: find(UInt8(ascii: "\n"), before: filled))
    }
  }

  mutating func deliverPending() -> Event? {
    defer { pending = nil }
    breaks = 0
    isDelivered = true
    return pending.map { .problem($0) }
  }
}

/// Why a row could not be read, and where it is.
package struct CSVProblem: Error, Equatable, Sendable {
  package enum Kind: String, Equatable, Sendable {
    /// Something other than a delimiter follows a closing quote.
    case textBehindQuote
    /// The file ends within quotes.
    case unclosedQuote
    case fieldTooLong
    case rowTooLong
    case tooManyColumns
  }

  package let kind: Kind
  /// The line the row begins on, from 1.
  package let line: Int
  /// The byte of the stream it begins at.
  package let offset: Int
  /// Its beginning as it stands in the file.
  package let excerpt: String

  static let excerptLength = 200
}

/// What a file may hold.
package struct CSVLimits: Sendable {
  /// Bytes of one field.
  package var field: Int
  /// Bytes of one row.
  package var row: Int
  package var columns: Int

  package init(field: Int, row: Int, columns: Int) {
    self.field = field
    self.row = row
    self.columns = columns
  }

  /// 1 MiB a field, 4 MiB a row, 1000 columns.
  package static let standard = CSVLimits(field: 1 << 20, row: 4 << 20, columns: 1000)
}
