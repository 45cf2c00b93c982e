import HTML

/// A box to tick, which waits for the form to be sent.
package struct CheckField: Sendable {
  let name: String
  let label: String
  let isChecked: Bool

  package init(_ name: String, label: String, checked: Bool = false) {
    self.name = name
    self.label = label
    isChecked = checked
  }
}
