import Basics

/// What a person typed into a form, and what is wrong with it: given back to the page as it was typed.
package struct FormState: Sendable {
  package private(set) var values: [String: [String]]
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
  package func problem(_ name: String) -> String? { problems.first { $0.field == name }?.message }

  /// What is wrong with the form as a whole.
  package var general: [String] { problems.filter { $0.field == nil }.map(\.message) }

  /// Passwords never go back to the page.
  package func without(_ names: String...) -> FormState {
    var copy = self
    for name in names { copy.values[name] = nil }
    return copy
  }

  package func adding(_ problems: [Problem]) -> FormState {
    FormState(typed: values, problems: self.problems + problems)
  }
}

/// A form that is read into a typed value, every problem at once.
package protocol FormDraft: Sendable {
  /// Reads each field; what is wrong is noted in `form`, and any value of the type stands in for it.
  init(_ form: inout FormReader)
}

/// Reads the fields of a form and notes what is wrong with them.
package struct FormReader {
  private let fields: [String: [String]]
  package private(set) var problems: [Problem] = []
  /// Words a problem in the language of the person.
  package let say: Wording

  package init(_ fields: [String: [String]], say: @escaping Wording) {
    self.fields = fields
    self.say = say
  }

  package mutating func refuse(_ field: String?, _ problem: String) {
    problems.append(Problem(field, problem))
  }

  /// As it was typed, or empty.
  package func raw(_ name: String) -> String { fields[name]?.first ?? "" }

  package func all(_ name: String) -> [String] { fields[name] ?? [] }

  package var state: FormState { FormState(typed: fields, problems: problems) }
}
