import Basics
import Database
import Testing

@testable import Orders

/// An order with its lines, as plain values.
struct Listed: Sendable, FromRow {
  let id: String
  let number: String
  let ownNumber: Int
  let kind: String
  let state: String
  let placedAt: Instant
  let date: String
  let hour: Int
  let total: Int
  let gross: Int
  let refunds: Int
  let country: String
  let region: String
  let customer: String?
  let previous: String?
  let importID: String?
  let customerName: String?
  let customerNumber: Int?
  var lines: [Line] = []

  struct Line: Sendable, FromRow {
    let order: String
    let head: String
    let amount: Int
    let product: String?
    let sku: String?

    init(row: inout Row) throws {
      order = try row.next()
      head = try row.next()
      amount = try row.next()
      product = try row.next()
      sku = try row.next()
    }
  }

  init(row: inout Row) throws {
    id = try row.next()
    number = try row.next()
    ownNumber = try row.next()
    kind = try row.next()
    state = try row.next()
    placedAt = try row.next()
    date = try row.next()
    hour = try row.next()
    total = try row.next()
    gross = try row.next()
    refunds = try row.next()
    country = try row.next()
    region = try row.next()
    customer = try row.next()
    previous = try row.next()
    importID = try row.next()
    customerName = try row.next()
    customerNumber = try row.next()
  }

  static func all(in db: TenantDatabase) async throws -> [Listed] {
    let lines = try await db.all(
      """
      select l.order_id::text, l.head, l.amount, v.product_id::text, lower(v.sku)
        from order_lines l
        left join variants v on v.tenant_id = \(db.tenant) and v.id = l.variant_id
       where l.tenant_id = \(db.tenant)
      """, as: Line.self)
    let byOrder = Dictionary(grouping: lines, by: \.order)
    return try await db.all(
      """
      select o.id::text, o.source_number, o.number, o.kind, o.state, o.placed_at, o.local_date::text,
             o.local_hour::bigint, o.total, o.gross, o.refunds, o.country, o.region, o.customer_id::text,
             o.previous_date::text, o.import_id::text, c.name, c.number
        from orders o
        left join customers c on c.tenant_id = \(db.tenant) and c.id = o.customer_id
       where o.tenant_id = \(db.tenant)
      """, as: Listed.self
    ).map { order in
      var order = order
      order.lines = byOrder[order.id] ?? []
      return order
    }
  }

  var weekday: Int { LocalDate(date).map { $0.weekday.rawValue } ?? -1 }

  private func goods(_ product: String) -> [Line] {
    lines.filter { $0.head == "product" && ($0.product == product || $0.sku == product.lowercased()) }
  }

  func sells(_ product: String) -> Bool { !goods(product).isEmpty }

  func gross(of product: String) -> Int {
    kind == "cancellation" ? 0 : goods(product).map(\.amount).filter { $0 > 0 }.reduce(0, +)
  }

  func refunds(of product: String) -> Int {
    goods(product).map(\.amount).filter { kind == "cancellation" || $0 < 0 }.reduce(0, -)
  }
}
