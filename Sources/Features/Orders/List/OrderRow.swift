import Basics
import Database

/// An order as a list shows it.
struct OrderRow: FromRow, Sendable {
  let id: Order.ID
  let number: String
  let kind: OrderKind
  let state: OrderState
  let placedAt: Instant
  let total: Money
  let lineCount: Int
  let country: String
  let customerName: String?

  init(row: inout Row) throws {
    id = try row.next()
    number = try row.next()
    kind = try row.next()
    state = try row.next()
    placedAt = try row.next()
    let currency: Currency = try row.next()
    total = Money(minorUnits: try row.next(), currency)
    lineCount = try row.next()
    country = try row.next()
    customerName = try row.next()
  }
}
