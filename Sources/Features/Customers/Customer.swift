import Basics
import Database

/// Somebody who bought, as the shop's own books or an imported file know them. Customers owns `customers`.
package struct Customer: Sendable, FromRow {
  package typealias ID = RecordID<Customer>

  package let id: ID
  /// Counted per shop, for people.
  package let number: Int
  /// What the source calls them: the customer number of an imported file. Empty where that is how they are reached.
  package let key: String
  package let name: String
  package let country: String

  package init(row: inout Row) throws {
    id = try row.next()
    number = try row.next()
    key = SourceKey.shown(try row.next())
    name = try row.next()
    country = try row.next()
  }
}
