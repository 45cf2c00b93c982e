import Basics
import Database

/// One row of the bench page; not the application's `Order`.
struct BenchOrder: FromRow, Sendable {
  let id: Int
  let tenant: Int
  let customer: Int
  let status: String
  let note: String
  let quantity: Int
  let total: Int
  let created: Instant
  let name: String

  init(row: inout Row) throws {
    id = try row.next()
    tenant = try row.next()
    customer = try row.next()
    status = try row.next()
    note = try row.next()
    quantity = try row.next()
    total = try row.next()
    created = try row.next()
    name = try row.next()
  }
}

struct OrdersPage: Sendable {
  let orders: [BenchOrder]
}
