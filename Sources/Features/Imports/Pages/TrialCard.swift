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
  let figures: ImportFigures
  let seconds: String?
  /// What would be read.
  let rows: Int
  let refused: Int

  var isRunning: Bool {
    if case .running = state { true } else { false }
  }

  var importable: Int { max(0, rows - refused) }
}

/// What was in a file and what came of it, or would.
struct ImportFigures: Sendable {
  let facts: [Fact]
  let oddities: [Oddity]
  let refusals: [Refused]

  static let none = ImportFigures(facts: [], oddities: [], refusals: [])

  struct Fact: Sendable {
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

  /// Something out of the ordinary, how often it was there, and what is done with it.
  struct Oddity: Sendable {
    let count: Int
    let what: Message
    let done: Message
  }

  /// A row that cannot be taken.
  struct Refused: Sendable {
    let line: String
    let reason: Message
    let content: String
  }
}
