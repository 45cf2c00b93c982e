import Basics

/// A field of one line: its label above, its hint below, and what is wrong with it between the two.
package struct TextField: Sendable {
  package enum Kind: String, Sendable { case text, email, password }

  package let label: Message
  package let name: String
  package let kind: Kind
  package let value: String
  package let problem: Message?
  package let hint: Message?
  /// What the browser may fill it with: a token of the HTML standard, such as `organization`.
  package let autocomplete: String
  /// The most characters it takes.
  package let limit: Int

  /// Every field is required; what may be left out says so in its label.
  package init(
    _ label: Message, name: String, kind: Kind = .text, value: String = "", problem: Message? = nil,
    hint: Message? = nil, autocomplete: String = "off", limit: Int = 200
  ) {
    self.label = label
    self.name = name
    self.kind = kind
    self.value = value
    self.problem = problem
    self.hint = hint
    self.autocomplete = autocomplete
    self.limit = limit
  }

  /// The ids of what describes the field.
  var descriptions: String {
    [problem.map { _ in "\(name)-problem" }, hint.map { _ in "\(name)-hint" }].compactMap(\.self).joined(separator: " ")
  }
}

/// What is wrong with the field beside it; nothing for nil.
package struct FieldProblem: Sendable {
  package let name: String
  package let problem: Message?

  package init(_ name: String, _ problem: Message?) {
    self.name = name
    self.problem = problem
  }
}
