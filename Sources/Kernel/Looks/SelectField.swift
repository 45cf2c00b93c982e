import Basics
import HTML

/// A choice of one out of many, in a form.
package struct SelectField: Sendable {
  let name: String
  let id: String
  let label: String
  let options: [Option]
  let further: [Option]
  let selected: String
  let hint: String?
  let errors: [Message]

  /// `further` are the options that few people want, below a line.
  package init(
    _ name: String, label: String, options: [Option], further: [Option] = [], selected: String,
    problems: [Problem] = [], hint: String? = nil, id: String? = nil
  ) {
    self.name = name
    self.id = id ?? name
    self.label = label
    self.options = options
    self.further = further
    self.selected = selected
    self.hint = hint
    errors = problems.messages(about: name)
  }

  var describedBy: String? { describers(id, hint: hint, errors: errors) }
}

/// What can be chosen: the value that is sent, and the words that are read.
package struct Option: Sendable, Hashable {
  package let value: String
  package let title: String
  /// The language of the title, where it is not that of the page.
  package let language: String?

  package init(_ value: String, _ title: String, language: String? = nil) {
    self.value = value
    self.title = title
    self.language = language
  }
}
