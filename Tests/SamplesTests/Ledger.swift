import Basics
import Customers
import Database
import TestKit

/// What a business holds, for comparing.
struct Ledger: Equatable {
  /// By table: how many rows, and a digest of all of them.
  let tables: [String: String]

  /// Every row of every table of tenants, keys and all. Left out is what the queue keeps of its own work, which is
  /// swept after some days, and the keys that the first sealed value has made.
  static func whole(_ db: TenantDatabase) async throws -> Ledger {
    let rows = try await db.all(
      """
      select c.relname || ' ' || (xpath('/row/c/text()', query_to_xml(format(
               'select count(*) || '' '' || coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '''') as c
                  from %I t where tenant_id = %L', c.relname, \(db.tenant)), false, true, '')))[1]::text
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
       where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
         and c.relname not in ('jobs', 'events', 'memberships', 'data_keys')
       order by 1
      """, as: String.self)
    let pairs = rows.map { $0.split(separator: " ", maxSplits: 1).map(String.init) }
    return Ledger(tables: Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }))
  }

  var isEmpty: Bool { tables.values.allSatisfy { $0.hasPrefix("0") } }

  /// What a sample holds, without the keys that are made anew each time; the figures with it.
  static func sample(_ db: TenantDatabase) async throws -> [String] {
    let customers = try await db.all(
      "select id from customers where tenant_id = \(db.tenant) order by number", as: Customer.ID.self)
    let sheet = String(decoding: try await CustomerSheet.lines(of: customers, in: db), as: UTF8.self)
    return try await rows(db) + sheet.split(separator: "\r\n").map(String.init)
  }

  private static func rows(_ db: TenantDatabase) async throws -> [String] {
    try await db.all(
      """
      select format('order %s %s %s %s %s %s %s %s %s %s %s %s', o.number, o.source_number, o.kind, o.state,
                    c.source_key, o.region, o.placed_at at time zone 'UTC', o.local_hour, o.previous_date, o.gross,
                    o.refunds, o.total)
        from orders o
        left join customers c on c.tenant_id = \(db.tenant) and c.id = o.customer_id
       where o.tenant_id = \(db.tenant)
      union all
      select format('line %s %s %s %s %s %s %s', o.source_number, l.position, l.head, v.sku, l.description, l.quantity,
                    l.amount)
        from order_lines l
        join orders o on o.tenant_id = \(db.tenant) and o.id = l.order_id
        left join variants v on v.tenant_id = \(db.tenant) and v.id = l.variant_id
       where l.tenant_id = \(db.tenant)
      union all
      select format('customer %s %s %s %s %s %s', number, source_key, name, orders, gross, last_order)
        from customers where tenant_id = \(db.tenant)
      union all
      select format('product %s %s %s', p.source_key, p.units, p.gross) from products p where tenant_id = \(db.tenant)
      union all
      select format('variant %s %s %s', sku, price, options) from variants where tenant_id = \(db.tenant)
      union all
      select format('category %s', path) from categories where tenant_id = \(db.tenant)
      union all
      select format('day %s', (d.local_date, d.orders, d.first_orders, d.gross, d.refunds, d.postage, d.discounts))
        from sales_days d where tenant_id = \(db.tenant)
      union all
      select format('stale %s', local_date) from stale_days where tenant_id = \(db.tenant)
      order by 1
      """, as: String.self)
  }
}
