import Basics
import Database
import TestKit

@testable import Orders

/// All figures of a shop, counted from its rows one by one and without the program's statements; as lines of text.
struct CountedFigures {
  private var sums: [String: [String: Int]] = [:]

  private struct Entry: FromRow {
    let id, kind, customer, place: String
    let placed: Instant

    init(row: inout Row) throws {
      id = try row.next()
      kind = try row.next()
      customer = try row.next()
      place = try row.next()
      placed = try row.next()
    }
  }

  private struct Line: FromRow {
    let order, head, variant, product: String
    let quantity, amount: Int

    init(row: inout Row) throws {
      order = try row.next()
      head = try row.next()
      variant = try row.next()
      product = try row.next()
      quantity = try row.next()
      amount = try row.next()
    }
  }

  /// - Parameter zone: the shop's own when there is none.
  static func of(_ books: Books, in zone: TimeZoneRules? = nil) async throws -> [String] {
    let db = books.shop.db
    let entries = try await db.all(
      """
      select id::text, kind, coalesce(customer_id::text, ''), country || '/' || region, placed_at
        from orders where tenant_id = \(db.tenant)
      """, as: Entry.self)
    let lines = try await db.all(
      """
      select l.order_id::text, l.head, coalesce(l.variant_id::text, ''), coalesce(v.product_id::text, ''), l.quantity,
             l.amount
        from order_lines l
        left join variants v on v.tenant_id = \(db.tenant) and v.id = l.variant_id
       where l.tenant_id = \(db.tenant)
      """, as: Line.self)
    var counted = CountedFigures()
    counted.count(entries, Dictionary(grouping: lines, by: \.order), in: zone ?? books.zone)
    return counted.text
  }

  private var text: [String] {
    sums.flatMap { key, values in values.filter { $0.value != 0 }.map { "\(key) \($0.key) \($0.value)" } }
      .sorted()
  }

  private mutating func add(_ value: Int, _ name: String, to keys: [String]) {
    for key in keys { sums[key, default: [:]][name, default: 0] += value }
  }

  private mutating func count(_ entries: [Entry], _ lines: [String: [Line]], in zone: TimeZoneRules) {
    var bought: [String: [LocalDate]] = [:]
    for entry in entries {
      let (local, lines) = (zone.local(entry.placed), lines[entry.id] ?? [])
      let isOrder = entry.kind != "cancellation" && lines.contains { $0.head == "product" }
      let day = "day \(local.date)"
      if isOrder && !entry.customer.isEmpty { bought[entry.customer, default: []].append(local.date) }
      if isOrder && entry.customer.isEmpty { add(1, "anonymous", to: [day]) }
      if entry.kind == "cancellation" { add(1, "cancellations", to: [day]) }
      let owner = entry.customer.isEmpty ? [] : ["customer \(entry.customer)"]
      let keys =
        [day, "hour \(local.date) \(local.hour)", "place \(local.date) \(entry.place)"] + owner
        + ["place month \("\(local.date)".prefix(7)) \(entry.place)"]
      if isOrder { add(1, "orders", to: keys) }
      for line in lines { count(line, of: entry, day: day, keys: keys) }
      count(variantsOf: lines, on: local.date, isOrder: isOrder)
    }
    for (customer, days) in bought { count(days.sorted(), of: customer) }
  }

  private mutating func count(_ line: Line, of entry: Entry, day: String, keys: [String]) {
    switch line.head {
    case "product":
      let month = "month \(day.dropFirst(4).prefix(7)) \(line.variant)"
      let variant =
        line.variant.isEmpty ? [] : ["variant \(day) \(line.variant)", month, "product \(line.product)"]
      let packed = variant.isEmpty ? [] : ["packed \(day) \(line.variant)", "packed \(month)"]
      add(line.amount, "net", to: packed)
      if entry.kind == "cancellation" || line.amount < 0 {
        add(-line.amount, "refunds", to: keys + variant)
      } else {
        add(line.amount, "gross", to: keys + variant)
        add(line.quantity, "units", to: [day] + variant + packed)
      }
    case "postage", "fee", "discount", "manual", "tax": add(line.amount, line.head, to: [day])
    default: add(1, line.head, to: [day])
    }
  }

  private mutating func count(variantsOf lines: [Line], on day: LocalDate, isOrder: Bool) {
    let sold = Set(
      lines.filter { $0.head == "product" && !$0.variant.isEmpty }.map { [$0.variant, $0.product] })
    for pair in sold where isOrder {
      add(1, "orders", to: ["variant day \(day) \(pair[0])", "month \("\(day)".prefix(7)) \(pair[0])"])
      let last = sums["product \(pair[1])"]?["last"] ?? 0
      sums["product \(pair[1])", default: [:]]["last"] = max(last, day - LocalDate(days: 0))
    }
  }

  private mutating func count(_ days: [LocalDate], of customer: String) {
    guard let first = days.first, let last = days.last else { return }
    add(1, "first", to: ["day \(first)"])
    add(first - LocalDate(days: 0), "first", to: ["customer \(customer)"])
    add(last - LocalDate(days: 0), "last", to: ["customer \(customer)"])
    for (before, day) in zip(days, days.dropFirst()) {
      add(1, "again", to: ["buyers \("\(day)".prefix(7)) \("\(before)".prefix(7))"])
    }
  }
}

/// The same figures as they are stated.
enum StatedFigures {
  /// The entries of `sold`.
  private static let unpacked: SQL = """
    select encode(substring(sold from at for 16), 'hex')::uuid as variant_id,
           ('x' || encode(substring(sold from at + 16 for 8), 'hex'))::bit(64)::bigint as units,
           ('x' || encode(substring(sold from at + 24 for 8), 'hex'))::bit(64)::bigint as net
      from generate_series(1, octet_length(sold), 32) at
    """

  static func of(_ books: Books) async throws -> [String] {
    let db = books.shop.db
    return try await db.all(
      """
      select key || ' ' || name || ' ' || value
        from (
          select 'day ' || local_date as key, v.name, v.value::bigint
            from sales_days
           cross join lateral (values
             ('orders', orders), ('cancellations', cancellations), ('first', first_orders), ('tax', tax),
             ('anonymous', anonymous_orders), ('units', units), ('gross', gross), ('refunds', refunds),
             ('postage', postage), ('fee', fees), ('discount', discounts), ('manual', manual),
             ('bad_debt', bad_debt_lines), ('zero_price', zero_price_lines), ('adjustment', adjustment_lines))
             as v (name, value)
           where tenant_id = \(db.tenant)
          union all
          select 'hour ' || local_date || ' ' || hour, v.name, v.value
            from sales_hours
           cross join lateral (values ('orders', orders), ('gross', gross), ('refunds', refunds)) as v (name, value)
           where tenant_id = \(db.tenant)
          union all
          select 'place ' || local_date || ' ' || country || '/' || region, v.name, v.value
            from sales_places
           cross join lateral (values ('orders', orders), ('gross', gross), ('refunds', refunds)) as v (name, value)
           where tenant_id = \(db.tenant)
          union all
          select 'variant day ' || local_date || ' ' || variant_id, v.name, v.value
            from variant_days
           cross join lateral (values ('orders', orders), ('units', units), ('gross', gross), ('refunds', refunds))
             as v (name, value)
           where tenant_id = \(db.tenant)
          union all
          select 'month ' || to_char(month, 'YYYY-MM ') || variant_id, v.name, v.value
            from variant_months
           cross join lateral (values ('orders', orders), ('units', units), ('gross', gross), ('refunds', refunds))
             as v (name, value)
           where tenant_id = \(db.tenant)
          union all
          select 'packed ' || span || variant_id, v.name, v.value
            from (
              select 'day ' || local_date || ' ' as span, u.*
                from packed_days
               cross join lateral (\(fragment: unpacked)) u where tenant_id = \(db.tenant)
              union all
              select 'month ' || to_char(month, 'YYYY-MM '), u.*
                from packed_months
               cross join lateral (\(fragment: unpacked)) u where tenant_id = \(db.tenant)) p
           cross join lateral (values ('units', units), ('net', net)) as v (name, value)
          union all
          select 'place month ' || to_char(month, 'YYYY-MM ') || country || '/' || region, v.name, v.value
            from place_months
           cross join lateral (values ('orders', orders), ('gross', gross), ('refunds', refunds)) as v (name, value)
           where tenant_id = \(db.tenant)
          union all
          select 'product ' || id, v.name, v.value
            from products
           cross join lateral (values ('units', units), ('gross', gross), ('refunds', refunds),
             ('last', last_sold - date '1970-01-01')) as v (name, value)
           where tenant_id = \(db.tenant)
          union all
          select 'customer ' || id, v.name, v.value
            from customers
           cross join lateral (values ('orders', orders), ('gross', gross), ('refunds', refunds),
             ('first', first_order - date '1970-01-01'), ('last', last_order - date '1970-01-01')) as v (name, value)
           where tenant_id = \(db.tenant)
          union all
          select 'buyers ' || to_char(month, 'YYYY-MM ') || to_char(previous_month, 'YYYY-MM'), 'again', orders
            from buyer_months
           where tenant_id = \(db.tenant)) stated
       where value <> 0
       order by (key || name) collate "C"
      """, as: String.self)
  }
}
