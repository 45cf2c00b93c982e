import Basics
import Database

/// How far an import has come.
///
///     draft → waiting → running → counting → finished
///
/// A person stops it between two batches (`paused`, `cancelled`); `failed` was stopped by what went wrong. What is over or
/// stands still can be undone as a whole: `undoing → undone`.
package enum ImportState: String, Sendable, CaseIterable, ColumnValue {
  /// The columns are being mapped, and the file tried.
  case draft
  /// It has been started, and another one of the shop is at work.
  case waiting
  case running
  /// Its rows are in, and the figures are being restated.
  case counting
  case paused, cancelled, failed, finished
  case undoing, undone

  package var canBePaused: Bool { self == .waiting || self == .running }
  package var canBeResumed: Bool { self == .paused || self == .failed }
  package var canBeCancelled: Bool { canBePaused || canBeResumed }
  package var canBeUndone: Bool { canBeResumed || self == .cancelled || self == .finished }
  /// Nothing of it has ever been in the books.
  package var canBeDiscarded: Bool { self == .draft }
  /// Something is being done with it, so its page goes on changing.
  package var isAtWork: Bool { self == .waiting || self == .running || self == .counting || self == .undoing }
}
