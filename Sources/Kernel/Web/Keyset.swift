import Basics
import Crypto

/// One page of a list, and how to reach its neighbours: by the keys of its edges, so that page 1,000 costs what
/// page 1 does and a new row shifts nothing.
package struct KeysetPage<Row: Sendable>: Sendable {
  package let rows: [Row]
  package let newer: Cursor?
  package let older: Cursor?

  /// From one row more than `size`, fetched in the direction that the cursor says.
  ///
  /// Rows that were fetched backwards come in reverse order and are turned round here.
  package init(fetched: [Row], size: Int, cursor: Cursor?, key: (Row) -> [String]) {
    let more = fetched.count > size
    let backwards = cursor?.direction == .newer
    let page = Array(fetched.prefix(size))
    rows = backwards ? page.reversed() : page
    let first = rows.first.map { Cursor(.newer, key($0)) }
    let last = rows.last.map { Cursor(.older, key($0)) }
    newer = (backwards ? more : cursor != nil) ? first : nil
    older = (backwards ? true : more) ? last : nil
  }
}

/// The place between two rows of a list, as a word in the address of the page.
///
/// It holds only the sort keys of a row that its reader has seen, which are bound as parameters like any other input.
package struct Cursor: Sendable, Equatable {
  package enum Direction: String, Sendable { case newer = "n", older = "o" }

  package let direction: Direction
  package let keys: [String]

  package init(_ direction: Direction, _ keys: [String]) {
    self.direction = direction
    self.keys = keys
  }

  /// Nil for what is not a cursor with so many keys: the list then begins at its start.
  package init?(_ text: String, keys count: Int) {
    guard text.utf8.count <= 400, let bytes = Base64URL.decode(text) else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(
      separator: "\u{1f}", omittingEmptySubsequences: false)
    guard parts.count == count + 1, let direction = Direction(rawValue: String(parts[0])) else { return nil }
    self.init(direction, parts.dropFirst().map(String.init))
  }

  package var text: String {
    Base64URL.encode(Array(([direction.rawValue] + keys).joined(separator: "\u{1f}").utf8))
  }
}
