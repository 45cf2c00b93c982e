import Basics

/// What a person typed into a form, and what is wrong with it: given back to the page as it was typed.
package struct FormState: Sendable {
  private var values: [String: [String]]
  package private(set) var problems: [Problem]

  /// An empty form, or one that is filled in beforehand.
  package init(_ values: [String: String] = [:]) {
    self.values = values.mapValues { [$0] }
    problems = []
  }

  init(typed: [String: [String]], problems: [Problem]) {
    values = typed
    self.problems = problems
  }

  package func value(_ name: String) -> String { values[name]?.first ?? "" }

  package func isChosen(_ name: String, _ value: String) -> Bool { values[name]?.contains(value) ?? false }

  /// What is wrong with a field, or nil.
  package func problem(_ name: String) -> Message? { problems.first { $0.field == name }?.message }

  /// What is wrong with the form as a whole.
  package var general: [Message] { problems.filter { $0.field == nil }.map(\.message) }

  /// Passwords never go back to the page.
  package func without(_ names: String...) -> FormState {
    var copy = self
    for name in names { copy.values[name] = nil }
    return copy
  }

  /// With what only the database could tell, for instance that an address is taken.
  package func adding(_ problems: Problem...) -> FormState {
    FormState(typed: values, problems: self.problems + problems)
  }
}

/// A form that is read into a typed value, every problem at once.
package protocol FormDraft: Sendable {
  /// Reads each field; what is wrong is noted in `form`, and any value of the type stands in for it.
  init(_ form: inout FormReader)
}

/// A form that was sent: the draft when nothing is wrong with it, and what was typed in any case.
package struct FilledForm<Draft: FormDraft>: Sendable {
  package let draft: Draft?
  package let state: FormState

  package init(_ fields: [String: [String]], as _: Draft.Type = Draft.self) {
    var reader = FormReader(fields)
    let draft = Draft(&reader)
    self.draft = reader.problems.isEmpty ? draft : nil
    state = FormState(typed: fields, problems: reader.problems)
  }

  /// For what only more than the form could tell to be wrong.
  package init(refusing state: FormState) {
    draft = nil
    self.state = state
  }
}
