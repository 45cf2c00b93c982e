import Basics
import Database

/// Something a shop sells, known by the code that its source gives it. Catalog owns `products`.
package struct Product: Sendable, FromRow {
  package typealias ID = RecordID<Product>

  package let id: ID
  package let sku: String
  /// Empty for what has never been sold.
  package let name: String

  package init(row: inout Row) throws {
    id = try row.next()
    sku = try row.next()
    name = try row.next()
  }
}
