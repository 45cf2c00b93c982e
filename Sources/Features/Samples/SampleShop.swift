import Basics
import Catalog
import Customers
import Database
import Orders
import Tenancy

/// The sample that a business is filled with. Its id marks every row that belongs to it (`import_id`).
package struct SampleShop: Sendable {
  package typealias ID = RecordID<SampleShop>

  let id: ID
  let kind: SampleKind
  let opened: LocalDate
  /// The last moment for which there are orders.
  let filledUntil: Instant
  let removingAt: Instant?

  /// What its rows say where they come from.
  package static let source = "sample"

  func history(of tenant: Tenant, until end: Instant) -> SampleHistory {
    SampleHistory(
      kind, opened: opened, through: tenant.zone.date(of: end), currency: tenant.currency, zone: tenant.zone)
  }
}

extension SampleShop: FromRow {
  package init(row: inout Row) throws {
    id = try row.next()
    kind = try row.next()
    opened = try row.next()
    filledUntil = try row.next()
    removingAt = try row.next()
  }
}

extension SampleShop {
  package static func find(in db: TenantDatabase) async throws -> SampleShop? {
    try await db.first(
      """
      select id, kind, opened, filled_until, removing_at
        from sample_shops
       where tenant_id = \(db.tenant)
      """)
  }

  /// The same, kept from others until the transaction ends.
  static func locked(in db: TenantDatabase) async throws -> SampleShop? {
    try await db.runFirst(
      """
      select id, kind, opened, filled_until, removing_at
        from sample_shops
       where tenant_id = \(db.tenant)
         for update
      """)
  }

  /// Begins a sample that has so many days behind it; one that there is already stays.
  /// - Returns: whether it is new.
  @discardableResult
  package static func open(
    _ kind: SampleKind, at now: Instant, days: Int = Story.span, in db: TenantDatabase
  ) async throws -> Bool {
    try await db.transaction { db in
      let tenant = try await Tenant.own(in: db)
      let opened = tenant.zone.date(of: now) - days
      let start = SampleShop.start(of: opened, in: tenant.zone)
      let isNew = try await db.run(
        """
        insert into sample_shops (tenant_id, id, kind, opened, filled_until, created_at)
        values (\(db.tenant), \(ID()), \(kind), \(opened), \(start), \(now))
        on conflict (tenant_id) do nothing
        """)
      if isNew == 1 { try await Tenant.noteSample(until: start, in: db) }
      return isNew == 1
    }
  }

  /// Brings everything up to a moment, and then the figures.
  package static func fill(until now: Instant, in db: TenantDatabase) async throws {
    while try await grow(days: step, until: now, in: db) {}
    try await Rollups.restate(in: db)
  }

  /// The days of one transaction: enough that its fixed cost does not show.
  private static let step = 30

  /// Brings the orders of so many days, up to `now` at most. Each step is a transaction that also notes how far it
  /// went, so it may be killed at any moment, and two at once wait for each other.
  /// - Returns: whether there is more to bring.
  package static func grow(days: Int, until now: Instant, in db: TenantDatabase) async throws -> Bool {
    try await db.transaction { db in
      guard let shop = try await locked(in: db), shop.removingAt == nil, shop.filledUntil < now else {
        return false
      }
      let tenant = try await Tenant.own(in: db)
      let first = tenant.zone.date(of: shop.filledUntil)
      let end = min(now, tenant.zone.startOfDay(first + days))
      try await shop.bring(shop.history(of: tenant, until: end), from: first, until: end, of: tenant, in: db)
      try await db.run(
        "update sample_shops set filled_until = \(end) where tenant_id = \(db.tenant) and id = \(shop.id)")
      try await Tenant.noteSample(until: end, in: db)
      return end < now
    }
  }

  /// The last moment before the first day.
  private static func start(of opened: LocalDate, in zone: TimeZoneRules) -> Instant {
    zone.startOfDay(opened) - .microseconds(1)
  }

  private func bring(
    _ history: SampleHistory, from first: LocalDate, until end: Instant, of tenant: Tenant,
    in db: TenantDatabase
  ) async throws {
    if filledUntil == SampleShop.start(of: opened, in: tenant.zone) {
      let products = history.products(on: opened + Story.span)
      try await Product.add(
        products, of: SampleShop.source, by: id, at: tenant.zone.startOfDay(opened), in: db)
    }
    let days = (first...tenant.zone.date(of: end)).map { history.day($0).until(end) }
    let orders = days.flatMap(\.orders).filter { $0.placedAt > filledUntil }
    try await Customer.add(
      days.flatMap(\.customers).filter { $0.createdAt > filledUntil },
      of: SampleShop.source, by: id, in: db)
    // The first step has just filled tables that were planned for as empty.
    try await db.replan()
    try await Order.add(orders, to: books(of: orders, history, tenant, in: db), in: db)
    try await Order.ageSamples(of: SampleShop.source, until: end, in: db)
  }

  private func books(
    of orders: [NewOrder], _ history: SampleHistory, _ tenant: Tenant, in db: TenantDatabase
  ) async throws -> NewOrderBooks<SampleShop> {
    let keys = Array(Set(orders.compactMap(\.customer))).sorted()
    return NewOrderBooks(
      source: SampleShop.source, origin: id, currency: tenant.currency, zone: tenant.zone,
      customers: try await Customer.ids(of: keys, of: SampleShop.source, in: db),
      variants: try await Variant.ids(of: history.codes, in: db))
  }
}
