import Basics
import Database

/// What has happened to an order, as far as it is known: when it was placed, which file brought it, and what came before.
struct OrderHistory: FromRow, Sendable {
  /// The file that made it; nil for what was made here, or by a file that nobody knows any more.
  let fileName: String?
  let importedAt: Instant?
  /// Lines that a later file has added.
  let laterLines: Int
  let region: String
  let city: String
  /// The day of the same customer's order before.
  let previous: LocalDate?

  init(row: inout Row) throws {
    fileName = try row.next()
    importedAt = try row.next()
    laterLines = try row.next()
    region = try row.next()
    city = try row.next()
    previous = try row.next()
  }

  static func find(of order: Order, in db: TenantDatabase) async throws -> OrderHistory {
    try await db.one(
      """
      select i.file_name, i.created_at,
             (select count(*) from order_lines l
               where l.tenant_id = \(db.tenant) and l.order_id = \(order.id)
                 and l.import_id is distinct from o.import_id),
             o.region, o.city, o.previous_date
        from orders o
        left join imports i on i.tenant_id = \(db.tenant) and i.id = o.import_id
       where o.tenant_id = \(db.tenant) and o.id = \(order.id)
      """)
  }
}
