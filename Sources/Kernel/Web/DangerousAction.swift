import Basics

/// A named action that asks who is sitting there, however they have signed in: each feature declares its own.
package struct DangerousAction: Hashable, Sendable {
  /// What a person has to show.
  package enum Factor: String, Sendable, CaseIterable {
    /// The password, or a second factor.
    case any
    /// A second factor of a person who has one, the password of others.
    case strongest
    /// A second factor: who has none cannot do it.
    case second
  }

  /// Of the form `orders.export`: lasting, since the audit log names it.
  package let name: String
  /// What a person is asked to confirm: `Export orders`.
  package let title: Message
  package let factor: Factor
  /// How old a proof of the same session in the same business may be; zero for one each time.
  package let freshness: Duration

  package init(_ name: String, _ title: Message, factor: Factor, freshness: Duration = .zero) {
    self.name = name
    self.title = title
    self.factor = factor
    self.freshness = freshness
  }

  /// When it asks, and for what: "Password or second factor, each time".
  package var rule: Message {
    let minutes = Int(freshness.components.seconds / 60)
    return switch (factor, minutes) {
    case (.any, 0): "Password or second factor, each time"
    case (.any, _): "Password or second factor, every \(minutes) minutes"
    case (.strongest, 0): "Second factor of who has one, else the password, each time"
    case (.strongest, _): "Second factor of who has one, else the password, every \(minutes) minutes"
    case (.second, 0): "Second factor, each time"
    case (.second, _): "Second factor, every \(minutes) minutes"
    }
  }

  package static func == (a: DangerousAction, b: DangerousAction) -> Bool { a.name == b.name }
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
