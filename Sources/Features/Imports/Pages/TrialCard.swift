import Basics
import Looks

/// What an import would do: the trial run, while it runs and when it has ended.
struct TrialCard: Sendable {
  enum State: Sendable {
    /// Nothing can be tried before the columns are right.
    case blocked
    case running(ProgressBar)
    case ended
    case failed(Message)
  }

  let state: State
  /// Where its progress comes from.
  let progressPath: String
  /// Takes the form that starts the import.
  let runPath: String
  let facts: [ImportFact]
  let counts: [ImportOddity]
  /// The first ones.
  let refusals: [ImportRefusal]
  let refused: Int
  let rows: Int

  var isRunning: Bool {
    if case .running = state { true } else { false }
  }

  var importable: Int { max(0, rows - refused) }
}

/// Something that was counted.
struct ImportFact: Sendable {
  let label: Message
  let value: String
  /// The rows behind it.
  let path: String?
  let isBad: Bool

  init(_ label: Message, _ value: String, path: String? = nil, isBad: Bool = false) {
    self.label = label
    self.value = value
    self.path = path
    self.isBad = isBad
  }
}

/// Something worth knowing of the rows, how often it was there, and what is done with it.
struct ImportOddity: Sendable {
  let count: Int
  let meaning: Message
  /// Only a part of the file was looked at for it.
  let isPartial: Bool
}

/// A row that cannot be taken.
struct ImportRefusal: Sendable {
  let line: String
  let reason: Message
  let content: String
}
