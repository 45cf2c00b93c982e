import Basics
import Database
import Web

extension OrderSearch {
  /// Up to `size + 1` orders from the cursor on, in its direction; see `KeysetPage`.
  func rows(_ size: Int, from cursor: Cursor?, today: LocalDate, zone: TimeZoneRules, in db: TenantDatabase)
    async throws -> [OrderRow]
  {
    let backwards = cursor?.direction == .newer
    return try await db.all(
      """
      select o.id, o.source_number, o.kind, o.state, o.placed_at, o.currency, o.total, o.line_count, o.country,
             (select name from customers c where c.tenant_id = \(db.tenant) and c.id = o.customer_id)
        from orders o
       where \(fragment: matches(today: today, zone: zone, in: db)) \(fragment: beyond(cursor))
       order by \(fragment: sort.order(backwards: backwards))
       limit \(size + 1)
      """)
  }

  /// How many orders match, but never more than `limit`: so that a count costs no more than a page of the
  /// list.
  func count(upTo limit: Int, today: LocalDate, zone: TimeZoneRules, in db: TenantDatabase) async throws
    -> Int
  {
    try await db.one(
      """
      select count(*)
        from (select 1 from orders o
               where \(fragment: matches(today: today, zone: zone, in: db)) limit \(limit)) matching
      """)
  }

  private func matches(today: LocalDate, zone: TimeZoneRules, in db: TenantDatabase) -> SQL {
    var conditions: [SQL] = ["o.tenant_id = \(db.tenant)"]
    let bounds = period.bounds(today: today, in: zone)
    if let from = bounds.from { conditions.append("o.placed_at >= \(from)") }
    if let until = bounds.until { conditions.append("o.placed_at < \(until)") }
    if let kind { conditions.append("o.kind = \(kind)") }
    if let state { conditions.append("o.state = \(state)") }
    if !words.isEmpty { conditions.append(names(in: db)) }
    return .joined(conditions, by: " and ")
  }

  /// Invoice numbers and customer names by their beginning, our own numbers whole.
  private func names(in db: TenantDatabase) -> SQL {
    let start = words.likePrefix
    let number = Int(words.latinDigits) ?? -1
    return """
      (o.source_number like \(start) or o.source_number like \(start.uppercased()) or o.number = \(number)
       or o.customer_id in (
         select id from customers
          where tenant_id = \(db.tenant)
            and (source_key = \(words) or number = \(number) or lower(name) like \(start.lowercased()))))
      """
  }

  /// The cursor, if a row could have its keys; else the list begins at its start.
  func place(_ cursor: Cursor) -> Cursor? {
    guard let value = Int64(cursor.keys[0]), Order.ID(cursor.keys[1]) != nil else { return nil }
    // 4,566 years from 1970 either way: no row is further away, and PostgreSQL's calendar begins not much earlier.
    return sort == .total || value.magnitude < 1 << 57 ? cursor : nil
  }

  private func beyond(_ cursor: Cursor?) -> SQL {
    guard let cursor, let value = Int64(cursor.keys[0]), let id = Order.ID(cursor.keys[1]) else {
      return .nothing
    }
    let time = Instant(microseconds: value)
    switch (sort, cursor.direction) {
    case (.newest, .older), (.oldest, .newer): return "and (o.placed_at, o.id) < (\(time), \(id))"
    case (.newest, .newer), (.oldest, .older): return "and (o.placed_at, o.id) > (\(time), \(id))"
    case (.total, .older): return "and (o.total, o.id) < (\(value), \(id))"
    case (.total, .newer): return "and (o.total, o.id) > (\(value), \(id))"
    }
  }
}

extension OrderSort {
  fileprivate func order(backwards: Bool) -> SQL {
    switch (self, backwards) {
    case (.newest, false), (.oldest, true): "o.placed_at desc, o.id desc"
    case (.newest, true), (.oldest, false): "o.placed_at, o.id"
    case (.total, false): "o.total desc, o.id desc"
    case (.total, true): "o.total, o.id"
    }
  }
}

extension String {
  /// A pattern for `like` that the texts which begin with this match.
  fileprivate var likePrefix: String {
    var pattern = UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar == "\\" || scalar == "%" || scalar == "_" { pattern.append("\\") }
      pattern.append(scalar)
    }
    return String(pattern) + "%"
  }
}
