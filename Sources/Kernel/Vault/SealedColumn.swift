import Basics

/// A column whose values are sealed with a key of their tenant.
package struct SealedColumn: Hashable, Sendable {
  package let table: String
  package let column: String

  package init(_ table: String, _ column: String) {
    self.table = table
    self.column = column
  }
}
