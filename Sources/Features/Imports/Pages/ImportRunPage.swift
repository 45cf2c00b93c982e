import Basics
import Looks
import Web

/// An import under way, waiting, stopped for a while, or being taken back.
struct ImportRunPage: Sendable {
  let shell: Shell
  let subject: ImportSubject
  let path: String
  let listPath: String
  let ownPath: String
  let fileName: String
  let state: ImportStateMark
  let phase: Phase
  let progress: ProgressBar
  /// Where its progress comes from; nil when nothing moves.
  let progressPath: String?

  enum Phase: Sendable { case waiting, running, counting, paused, undoing }

  var sentence: Message {
    switch phase {
    case .waiting: "It begins when the import before it has ended."
    case .running: "You can close this page. If the server stops, it goes on where it was."
    case .counting: "All rows are in. The figures of the days they belong to are being counted."
    case .paused: "It waits for you. What has been read so far is in your shop already."
    case .undoing: "The import is being taken back. You can close this page."
    }
  }

  var canPause: Bool { phase == .running || phase == .waiting }
  var canStop: Bool { canPause || phase == .paused }
}

extension ImportRunPage {
  var undoPath: String { "\(ownPath)/undo" }
}

/// Asks once before an import is taken back, and says what goes.
struct UndoDialog: Sendable {
  let subject: ImportSubject
  let path: String
}
