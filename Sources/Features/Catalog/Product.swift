import Basics
import Database

/// Something a shop sells, in one or more variants. Catalog owns `products`.
package struct Product: Sendable, FromRow {
  package typealias ID = RecordID<Product>

  package let id: ID
  /// What its source calls it.
  package let key: String
  /// Empty for what has never been sold.
  package let name: String

  package init(row: inout Row) throws {
    id = try row.next()
    key = try row.next()
    name = try row.next()
  }
}
