import HTML

/// A search in a form of filters.
package struct SearchField: Sendable {
  let name: String
  let label: String
  let value: String

  package init(_ name: String = "q", label: String, value: String) {
    self.name = name
    self.label = label
    self.value = value
  }
}
