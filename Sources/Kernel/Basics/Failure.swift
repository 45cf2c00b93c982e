/// What can go wrong that a person may be told. Anything else that is thrown is a bug.
package enum Failure: Error, Equatable, Sendable {
  /// It is not there, or the person may not know that it is.
  case notFound
  /// The person is known and may not do this.
  case forbidden
  /// The state of things does not allow it. The words are for the person: what happened, what to do.
  case conflict(Message)
  /// What was sent cannot be used; every problem at once.
  case invalid([Problem])
}

/// One thing wrong with what a person sent.
package struct Problem: Equatable, Sendable {
  /// The name of the form's field, or nil when it is about the whole.
  package let field: String?
  /// For the person: what is wrong, and what would be right.
  package let message: Message

  package init(_ field: String?, _ message: Message) {
    self.field = field
    self.message = message
  }
}
