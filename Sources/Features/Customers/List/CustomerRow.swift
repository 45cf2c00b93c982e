import Basics
import Database

/// A customer as a list shows them.
struct CustomerRow: FromRow, Sendable {
  let id: Customer.ID
  let number: Int
  let key: String
  let name: String
  let nameKey: String
  let email: String
  let phone: String
  let country: String
  let region: String
  let city: String
  let tags: [String]
  let acceptsMarketing: Bool?
  let orders: Int
  let gross: Money
  let refunds: Money
  let net: Money
  let firstOrder: LocalDate?
  let lastOrder: LocalDate?

  init(row: inout Row) throws {
    id = try row.next()
    number = try row.next()
    key = try row.next()
    name = try row.next()
    nameKey = try row.next()
    email = try row.next()
    phone = try row.next()
    country = try row.next()
    region = try row.next()
    city = try row.next()
    tags = try row.next()
    acceptsMarketing = try row.next()
    orders = try row.next()
    let currency: Currency = try row.next()
    gross = Money(minorUnits: try row.next(), currency)
    refunds = Money(minorUnits: try row.next(), currency)
    net = Money(minorUnits: try row.next(), currency)
    firstOrder = try row.next()
    lastOrder = try row.next()
  }
}
