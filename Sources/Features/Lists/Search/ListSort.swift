import Basics
import Database
import Web

/// An order that a list can stand in: by one column of its table, and by the key where that is equal.
package struct ListSort<Row: Sendable>: Sendable {
  package enum Kind: Sendable { case integer, text, instant, date }

  package let name: String
  package let title: Message
  let column: SQL
  let kind: Kind
  let isDescending: Bool
  /// By the column that follows the others in the indexes of filters.
  let isPlain: Bool
  /// What a cursor keeps of a row; for a date that is missing `noDate`.
  let key: @Sendable (Row) -> String

  /// `column` is one of `t`, never null, with an index on (tenant_id, it, id).
  package init(
    _ name: String, _ title: Message, by column: SQL, _ kind: Kind, descending: Bool = true,
    plain: Bool = false,
    key: @escaping @Sendable (Row) -> String
  ) {
    self.name = name
    self.title = title
    self.column = column
    self.kind = kind
    isDescending = descending
    isPlain = plain
    self.key = key
  }

  func order(backwards: Bool) -> SQL {
    isDescending != backwards ? "\(fragment: column) desc, t.id desc" : "\(fragment: column), t.id"
  }

  /// The rows behind a cursor, or in front of it; nil for one that no row could have.
  func beyond(_ cursor: Cursor) -> SQL? {
    guard let id = RecordID<ListFilter>(cursor.keys[1]), let value = bound(cursor.keys[0]) else { return nil }
    let isBelow = isDescending == (cursor.direction == .older)
    return isBelow
      ? "(\(fragment: column), t.id) < (\(fragment: value), \(id))"
      : "(\(fragment: column), t.id) > (\(fragment: value), \(id))"
  }

  private func bound(_ text: String) -> SQL? {
    switch kind {
    case .text: return "\(text)"
    case .integer: return Int64(text).map { number -> SQL in "\(number)" }
    case .instant:
      // 4,566 years from 1970 either way: no row is further away, and PostgreSQL's calendar begins not much earlier.
      guard let value = Int64(text), value.magnitude < 1 << 57 else { return nil }
      return "\(Instant(microseconds: value))"
    case .date: return text == noDate ? "'-infinity'::date" : LocalDate(text).map { date -> SQL in "\(date)" }
    }
  }
}

/// What a cursor says for a date that is missing, which stands before all others.
package let noDate = "-"
