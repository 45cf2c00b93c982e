import Basics
import HTML

/// A line to type into: label above, hint and error below, what was typed kept.
package struct Field: Sendable {
  /// The `type` of an HTML input.
  package enum Kind: String, Sendable { case text, email, password, search, tel, url, number, date }

  let name: String
  let id: String
  let label: String
  let value: String
  let kind: Kind
  let hint: String?
  let errors: [Message]
  let autocomplete: String?
  let isRequired: Bool
  let before: String?
  let after: String?
  let keyboard: Keyboard?
  let maximumLength: Int?

  /// What a phone shows to type with, as `inputmode` says it.
  package enum Keyboard: String, Sendable { case numeric, decimal, tel, email, url }

  /// `problems` are those of the whole form; the field finds its own by its name. `before` and `after` are joined to
  /// the line: a currency's sign, the end of an address. `autocomplete` is a token of HTML, such as `email`.
  package init(
    _ name: String, label: String, value: String = "", kind: Kind = .text, problems: [Problem] = [],
    hint: String? = nil, autocomplete: String? = nil, required: Bool = true, before: String? = nil,
    after: String? = nil, keyboard: Keyboard? = nil, maximumLength: Int? = nil, id: String? = nil
  ) {
    self.name = name
    self.id = id ?? name
    self.label = label
    // A password is typed again: it must not lie in the source of a page.
    self.value = kind == .password ? "" : value
    self.kind = kind
    self.hint = hint
    errors = problems.messages(about: name)
    self.autocomplete = autocomplete
    isRequired = required
    self.before = before
    self.after = after
    self.keyboard = keyboard
    self.maximumLength = maximumLength
  }

  var describedBy: String? { describers(id, hint: hint, errors: errors) }
}

extension [Problem] {
  func messages(about field: String) -> [Message] { filter { $0.field == field }.map(\.message) }
}

/// What `aria-describedby` lists for a control.
func describers(_ id: String, hint: String?, errors: [Message]) -> String? {
  let ids = (errors.isEmpty ? [] : ["\(id)-error"]) + (hint == nil ? [] : ["\(id)-hint"])
  return ids.isEmpty ? nil : ids.joined(separator: " ")
}

/// What a person has to mend, at the field it is about.
struct FieldError: Sendable {
  let id: String
  let messages: [Message]
}
