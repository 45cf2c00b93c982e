import HTML

/// Two to four short words to switch between views of the same thing.
package struct Segmented: Sendable {
  let label: String
  let items: [View]

  package init(label: String, items: [View]) {
    self.label = label
    self.items = items
  }
}

/// A view with an address of its own.
package struct View: Sendable {
  package let title: String
  package let path: String
  package let isCurrent: Bool
  package let badge: Badge?

  package init(_ title: String, path: String, current: Bool = false, badge: Badge? = nil) {
    self.title = title
    self.path = path
    isCurrent = current
    self.badge = badge
  }
}
