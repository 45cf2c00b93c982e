import HTML

/// The state of a thing: a mark, a word and a colour.
package struct Chip: Sendable {
  let text: String
  let tone: Tone

  package init(_ text: String, tone: Tone = .plain) {
    self.text = text
    self.tone = tone
  }
}

/// What a colour means.
package enum Tone: String, Sendable, CaseIterable {
  /// No opinion.
  case plain
  /// Done, gained.
  case good
  /// Waits for a person.
  case wait
  /// Failed, lost.
  case bad
  /// Under way.
  case info
  /// Ours: sent, acted on.
  case own
}
