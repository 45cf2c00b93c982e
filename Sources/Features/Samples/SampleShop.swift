import Basics
import Catalog
import Customers
import Database
import Imports
import Orders
import Tenancy

/// The sample that a business is filled with. Its id marks every row that belongs to it (`import_id`).
package struct SampleShop: Sendable {
  package typealias ID = RecordID<SampleShop>

  let id: ID
  let kind: SampleKind
  let opened: LocalDate
  /// The clock it began with: its days go on by it when the business moves to another zone.
  let zone: TimeZoneRules
  /// The last moment for which there are orders.
  let filledUntil: Instant
  let removingAt: Instant?

  /// What its rows say where they come from.
  package static let source = Import.sampleSource

  func history(of tenant: Tenant, until end: Instant) -> SampleHistory {
    SampleHistory(kind, opened: opened, through: zone.date(of: end), currency: tenant.currency, zone: zone)
  }
}

extension SampleShop: FromRow {
  package init(row: inout Row) throws {
    id = try row.next()
    kind = try row.next()
    opened = try row.next()
    zone = try row.next()
    filledUntil = try row.next()
    removingAt = try row.next()
  }
}

extension SampleShop {
  package static func find(in db: TenantDatabase) async throws -> SampleShop? {
    try await db.first(
      """
      select id, kind, opened, time_zone, filled_until, removing_at
        from sample_shops
       where tenant_id = \(db.tenant)
      """)
  }

  /// The same, kept from others until the transaction ends.
  static func locked(in db: TenantDatabase) async throws -> SampleShop? {
    try await db.runFirst(
      """
      select id, kind, opened, time_zone, filled_until, removing_at
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
        insert into sample_shops (tenant_id, id, kind, opened, time_zone, filled_until, created_at)
        values (\(db.tenant), \(ID()), \(kind), \(opened), \(tenant.zone), \(start), \(now))
        on conflict (tenant_id) do nothing
        """)
      if isNew == 1 { try await Tenant.noteSample(until: start, in: db) }
      return isNew == 1
    }
  }

  /// The last moment before the first day.
  static func start(of opened: LocalDate, in zone: TimeZoneRules) -> Instant {
    zone.startOfDay(opened) - .microseconds(1)
  }
}
