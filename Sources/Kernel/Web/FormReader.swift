import Basics

/// Reads the fields of a form and notes what is wrong with them.
package struct FormReader {
  private let fields: [String: [String]]
  package private(set) var problems: [Problem] = []

  package init(_ fields: [String: [String]]) { self.fields = fields }

  package mutating func refuse(_ field: String?, _ message: Message) {
    problems.append(Problem(field, message))
  }

  /// As it was typed, or empty: for passwords, and for rules of one's own.
  package func raw(_ name: String) -> String { fields[name]?.first ?? "" }

  package func all(_ name: String) -> [String] { fields[name] ?? [] }

  package func isChecked(_ name: String) -> Bool { fields[name] != nil }

  /// One line of 1 to `limit` characters, normalised. Characters are counted as PostgreSQL's `length` counts them, so
  /// that a letter with a hundred marks on it is not one.
  package mutating func line(_ name: String, upTo limit: Int, missing: Message) -> String {
    let text = raw(name).normalizedLine
    if text.isEmpty { refuse(name, missing) }
    return checked(name, text, upTo: limit)
  }

  /// One line of up to `limit` characters, normalised, or empty.
  package mutating func optionalLine(_ name: String, upTo limit: Int) -> String {
    checked(name, raw(name).normalizedLine, upTo: limit)
  }

  private mutating func checked(_ name: String, _ text: String, upTo limit: Int) -> String {
    if text.unicodeScalars.count > limit { refuse(name, "At most \(limit) characters fit here.") }
    return text
  }

  /// One of a type's cases, by its raw value; nil, and a problem, for anything else.
  package mutating func choice<Choice: RawRepresentable<String>>(
    _ name: String, as _: Choice.Type = Choice.self
  ) -> Choice? {
    let choice = Choice(rawValue: raw(name))
    if choice == nil { refuse(name, "Choose one of these.") }
    return choice
  }

  /// What `parse` makes of the trimmed text; nil, and the problem, when it makes nothing.
  package mutating func value<Value>(_ name: String, or problem: Message, _ parse: (String) -> Value?)
    -> Value?
  {
    let value = parse(raw(name).normalizedLine)
    if value == nil { refuse(name, problem) }
    return value
  }
}
