import HTML

/// A filter that is set, and the path without it.
package struct AppliedFilter: Sendable {
  let title: String
  let path: String

  package init(_ title: String, removePath: String) {
    self.title = title
    path = removePath
  }
}
