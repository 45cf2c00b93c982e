import Basics

/// A kind of entry, declared by the feature that records it: how it reads.
package struct AuditedAction: Sendable {
  /// As entries have it: `members.change-role`.
  package let name: String
  /// For choosing among: `Role of a member changed`.
  package let title: Message
  /// The fields that its entries may have before and after, in the order in which they are shown.
  package let fields: [AuditedField]
  /// One entry as a sentence: `Nasima changed the role of Tanvir from Agent to Administrator`.
  package let sentence: @Sendable (AuditStory) -> Message

  /// Whether it is of somebody's own account, which no business's log has.
  package var isOfAccount: Bool { name.hasPrefix("account.") }

  package init(
    _ name: String, _ title: Message, fields: [AuditedField] = [],
    sentence: @escaping @Sendable (AuditStory) -> Message
  ) {
    self.name = name
    self.title = title
    self.fields = fields
    self.sentence = sentence
  }
}

/// A field of entries: what people call it, and how its values are written for them.
package struct AuditedField: Sendable {
  package let name: String
  package let title: Message
  package let words: @Sendable (String) -> Message

  package init(
    _ name: String, _ title: Message,
    words: @escaping @Sendable (String) -> Message = { Message(verbatim: $0) }
  ) {
    self.name = name
    self.title = title
    self.words = words
  }

  /// For `words`: a number, in the reader's digits.
  @Sendable package static func number(_ value: String) -> Message {
    Int(value).map { "\($0)" } ?? Message(verbatim: value)
  }
}

extension Message {
  /// Several with commas between; a dash for none.
  package static func list(_ messages: [Message]) -> Message {
    guard let first = messages.first else { return Message(verbatim: "–") }
    return messages.dropFirst().reduce(first) { "\($0), \($1)" }
  }
}

/// What a sentence can speak of.
package struct AuditStory: Sendable {
  /// Who did it, by name; in words where that is nobody's or was erased.
  package let actor: Message
  /// What it was done to; in words where that was erased.
  package let subject: Message
  private let before: [String: Message]
  private let after: [String: Message]

  package init(
    actor: Message, subject: Message, before: [String: Message] = [:], after: [String: Message] = [:]
  ) {
    self.actor = actor
    self.subject = subject
    self.before = before
    self.after = after
  }

  /// A field as it was before, in words; a dash where there is none.
  package func before(_ field: String) -> Message { before[field] ?? Message(verbatim: "–") }
  package func after(_ field: String) -> Message { after[field] ?? Message(verbatim: "–") }
}
