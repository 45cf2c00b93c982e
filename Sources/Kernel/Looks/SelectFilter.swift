import HTML

/// A filter of a list with a few values; it acts at once where scripts run, with the form's button where not.
package struct SelectFilter: Sendable {
  let name: String
  let label: String
  let options: [Option]
  let selected: String

  package init(_ name: String, label: String, options: [Option], selected: String) {
    self.name = name
    self.label = label
    self.options = options
    self.selected = selected
  }
}
