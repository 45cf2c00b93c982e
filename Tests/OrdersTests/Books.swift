import Basics
import Database
import Foundation
import Imports
import Orders
import Tenancy
import TestKit

/// A shop to import into, and what its books hold afterwards.
struct Books {
  let shop: Shop
  let zone: TimeZoneRules

  init(zone: String = "Europe/London") async throws {
    guard let rules = TimeZoneRules(zone) else { throw MissingZone() }
    self.zone = rules
    shop = try await Shop(currency: .gbp, zone: zone)
  }

  private struct MissingZone: Error {}

  /// Brings a file whose times are London's.
  @discardableResult
  func bring(_ path: String, source: String = "csv") async throws -> Import {
    try await shop.bringOrders(path, source: source, zone: TimeZoneRules("Europe/London"))
  }

  /// Everything that an import writes, but keys and times of writing: equal for equal books.
  func contents() async throws -> [String] {
    let db = shop.db
    return try await db.all(
      """
      select format('order %s %s %s %s %s %s %s %s %s %s %s %s %s', source, number, source_number, kind, state,
                    customer_id is null, country, placed_at at time zone 'UTC', local_date, gross, refunds, charges,
                    total || ' ' || line_count)
        from orders where tenant_id = \(db.tenant)
      union all
      select format('line %s %s %s %s %s %s %s %s %s', o.source_number, l.position, l.head, l.variant_id is null, l.sku,
                    l.description, l.quantity, l.unit_price, l.amount)
        from order_lines l
        join orders o on o.tenant_id = \(db.tenant) and o.id = l.order_id
       where l.tenant_id = \(db.tenant)
      union all
      select format('customer %s %s %s %s', number, source_key, name, country)
        from customers where tenant_id = \(db.tenant)
      union all
      select format('product %s %s', source_key, name) from products where tenant_id = \(db.tenant)
      union all
      select format('refusal %s %s %s', line, reason, place)
        from import_refusals where tenant_id = \(db.tenant)
      union all
      select format('import %s %s %s %s %s %s %s', file_name, state, byte_offset, rows_read, rows_added, rows_known,
                    rows_refused)
        from imports where tenant_id = \(db.tenant)
      order by 1
      """,
      as: String.self)
  }
}

extension Books {
  /// `contents`, without what is told of the imports themselves.
  func facts() async throws -> [String] {
    try await contents().filter { !$0.hasPrefix("import") && !$0.hasPrefix("refusal") }
  }
}

/// A folder of a test's own.
struct Folder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "haat-orders-\(Shop.mark())"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
  }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
