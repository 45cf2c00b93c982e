import Basics
import Database

/// How far an import has come, in rows.
package struct ImportProgress: Sendable, Equatable, FromRow {
  /// Rows of the file that have been dealt with.
  package let read: Int
  /// As far as is known: what the trial run counted, or what the part of the file read so far lets expect.
  package let expected: Int
  package let outcome: BatchOutcome
  package let refused: Int
  /// Work time of all runs together.
  package let milliseconds: Int

  package init(row: inout Row) throws {
    read = try row.next()
    expected = try row.next()
    outcome = try BatchOutcome(row: &row)
    refused = try row.next()
    milliseconds = try row.next()
  }

  /// Between 0 and 1.
  package var fraction: Double { min(1, Double(read) / Double(max(1, expected))) }
  /// Of all the time it was at work.
  package var rowsPerSecond: Int { Int(Double(read) * 1000 / Double(max(1, milliseconds))) }
  /// Nil before there is a rate to tell it by.
  package var secondsLeft: Int? {
    rowsPerSecond > 0 && expected >= read ? (expected - read) / rowsPerSecond : nil
  }
}

/// What became of rows that could be read.
package struct BatchOutcome: Sendable, Equatable, FromRow {
  /// They made something new.
  package var added: Int
  /// They changed what was there.
  package var changed: Int
  /// They were there already, and changed nothing.
  package var known: Int
  /// Of those, the ones that are there with another content, which was left as it was.
  package var different: Int

  package init(added: Int = 0, changed: Int = 0, known: Int = 0, different: Int = 0) {
    self.added = added
    self.changed = changed
    self.known = known
    self.different = different
  }

  package init(row: inout Row) throws {
    added = try row.next()
    changed = try row.next()
    known = try row.next()
    different = try row.next()
  }
}
