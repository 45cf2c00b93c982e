import Basics
import Customers
import Database

/// An order as a list shows it.
struct OrderRow: FromRow, Sendable {
  let id: Order.ID
  /// What its source calls it.
  let number: String
  /// Counted per shop.
  let ownNumber: Int
  let source: String
  let kind: OrderKind
  let state: OrderState
  let placedAt: Instant
  let gross: Money
  let refunds: Money
  let charges: Money
  let total: Money
  let lineCount: Int
  let country: String
  let region: String
  let city: String
  let customerName: String?
  /// The day of the customer's order before.
  let previous: LocalDate?

  init(row: inout Row) throws {
    id = try row.next()
    number = try row.next()
    ownNumber = try row.next()
    source = try row.next()
    kind = try row.next()
    state = try row.next()
    placedAt = try row.next()
    let currency: Currency = try row.next()
    gross = Money(minorUnits: try row.next(), currency)
    refunds = Money(minorUnits: try row.next(), currency)
    charges = Money(minorUnits: try row.next(), currency)
    total = Money(minorUnits: try row.next(), currency)
    lineCount = try row.next()
    country = try row.next()
    region = try row.next()
    city = try row.next()
    customerName = try row.next()
    previous = try row.next()
  }
}
