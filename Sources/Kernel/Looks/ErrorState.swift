import HTML

/// The content of a page that says what broke, what was kept and what to try.
package struct ErrorState: Sendable {
  let title: String
  let text: String
  let actions: [Link]
  /// Leads us to the moment it happened.
  let reference: String?

  package init(title: String, text: String, actions: [Link] = [], reference: String? = nil) {
    self.title = title
    self.text = text
    self.actions = actions
    self.reference = reference
  }
}
