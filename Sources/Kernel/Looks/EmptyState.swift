import HTML

/// Instead of an empty list: what it is, why it helps, one thing to press.
package struct EmptyState: Sendable {
  let title: String
  let text: String
  /// The first one is what one would do.
  let actions: [Link]

  package init(title: String, text: String, actions: [Link] = []) {
    self.title = title
    self.text = text
    self.actions = actions
  }
}
