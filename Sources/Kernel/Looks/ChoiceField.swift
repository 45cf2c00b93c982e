import Basics
import HTML

/// A choice of one out of two to four, all of them seen at once.
package struct ChoiceField: Sendable {
  let name: String
  let label: String
  let options: [Option]
  let selected: String
  let hint: String?
  let errors: [Message]

  package init(
    _ name: String, label: String, options: [Option], selected: String, problems: [Problem] = [],
    hint: String? = nil
  ) {
    self.name = name
    self.label = label
    self.options = options
    self.selected = selected
    self.hint = hint
    errors = problems.messages(about: name)
  }

  var describedBy: String? { describers(name, hint: hint, errors: errors) }
}
