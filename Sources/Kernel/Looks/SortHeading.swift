import HTML

/// The head of a column that sorts by it.
package struct SortHeading: Sendable {
  package enum Direction: String, Sendable { case ascending, descending }

  let title: String
  let path: String
  let direction: Direction?
  let isNumber: Bool

  /// `path` sorts by this column, or turns it around; `direction` is how the list is sorted by it now.
  package init(_ title: String, path: String, direction: Direction? = nil, number: Bool = false) {
    self.title = title
    self.path = path
    self.direction = direction
    isNumber = number
  }
}
