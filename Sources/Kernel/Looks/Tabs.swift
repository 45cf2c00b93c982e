import HTML

/// Links to views with addresses of their own.
package struct Tabs: Sendable {
  let label: String
  let items: [View]

  package init(label: String, items: [View]) {
    self.label = label
    self.items = items
  }
}
