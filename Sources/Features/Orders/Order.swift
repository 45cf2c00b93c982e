import Basics
import Customers
import Database

/// An invoice of the shop: an order, a cancellation of one, or one without a sale.
package struct Order: Sendable, FromRow {
  package typealias ID = RecordID<Order>

  package let id: ID
  /// Counted per shop.
  package let number: Int
  /// What its source calls it: the invoice number, which people know it by.
  package let sourceNumber: String
  package let source: String
  package let kind: OrderKind
  package let state: OrderState
  package let customer: Customer.ID?
  package let country: String
  package let placedAt: Instant
  package let gross: Money
  package let refunds: Money
  package let charges: Money
  package let total: Money
  package let lineCount: Int

  package init(row: inout Row) throws {
    id = try row.next()
    number = try row.next()
    sourceNumber = try row.next()
    source = try row.next()
    kind = try row.next()
    state = try row.next()
    customer = try row.next()
    country = try row.next()
    placedAt = try row.next()
    let currency: Currency = try row.next()
    gross = Money(minorUnits: try row.next(), currency)
    refunds = Money(minorUnits: try row.next(), currency)
    charges = Money(minorUnits: try row.next(), currency)
    total = Money(minorUnits: try row.next(), currency)
    lineCount = try row.next()
  }
}

/// What an invoice is, once its lines are known.
package enum OrderKind: String, CaseIterable, Sendable, ColumnValue {
  case order, cancellation
  /// Without a product line: stock adjustments, bad debts, charges alone.
  case other
}

/// How far an order has come. Imported history is over: an order is delivered, a cancellation returned.
package enum OrderState: String, CaseIterable, Sendable, ColumnValue {
  case placed, paid, packed, shipped, delivered, returned, cancelled
}
