import Basics
import Database
import Jobs
import Localization

extension Tenant: FromRow {
  /// What `init(row:)` reads, of `tenants` under the name `t`.
  package static let columns: SQL =
    "t.id, t.slug, t.name, t.language, t.digits, t.currency, t.time_zone, t.week_start, t.sample_until"

  package init(row: inout Row) throws {
    guard let tenant = try Tenant.next(in: &row) else { throw Failure.notFound }
    self = tenant
  }

  /// The columns of an outer join: nil when there is no business in the row.
  package static func next(in row: inout Row) throws -> Tenant? {
    let id: TenantID? = try row.next()
    let slug: Slug? = try row.next()
    let name: String? = try row.next()
    let language: Language? = try row.next()
    let digits: Digits? = try row.next()
    let currency: Currency? = try row.next()
    let zone: TimeZoneRules? = try row.next()
    let weekStart: Weekday? = try row.next()
    let sampleUntil: Instant? = try row.next()
    guard let id, let slug, let name, let language, let digits, let currency, let zone, let weekStart else {
      return nil
    }
    return Tenant(id, slug, name, language, digits, currency, zone, weekStart, sampleUntil: sampleUntil)
  }

  /// The business at an address, or `Failure.notFound`.
  package static func find(_ slug: Slug, in db: PlatformDatabase) async throws -> Tenant {
    try await db.one("select \(fragment: columns) from tenants t where t.slug = \(slug)")
  }

  /// Every business, by its address.
  package static func all(in db: PlatformDatabase) async throws -> [Tenant] {
    try await db.all("select \(fragment: columns) from tenants t order by t.slug")
  }

  /// The business that a database is of.
  package static func own(in db: TenantDatabase) async throws -> Tenant {
    try await db.one("select \(fragment: columns) from tenants t where t.id = \(db.tenant)")
  }

  /// Which of these addresses somebody has.
  static func taken(among slugs: [Slug], in db: PlatformDatabase) async throws -> Set<String> {
    let wanted = slugs.map(\.text)
    return Set(try await db.all("select slug from tenants where slug = any(\(wanted))", as: String.self))
  }

  /// False when the address has an owner; one that is being taken in another transaction is waited for.
  func insert(at now: Instant, in db: PlatformDatabase) async throws -> Bool {
    try await db.run(
      """
      insert into tenants (id, slug, name, language, digits, currency, time_zone, week_start, created_at)
      values (\(id), \(slug), \(name), \(language), \(digits), \(currency), \(zone), \(weekStart), \(now))
      on conflict (slug) do nothing
      """
    ) == 1
  }

  /// Every business with its zone, for what is done on a day's hour.
  package static func zones(in db: PlatformDatabase) async throws -> [ScheduledTenant] {
    try await db.all("select id, time_zone from tenants")
  }
}

extension ScheduledTenant: FromRow {
  package init(row: inout Row) throws { self.init(id: try row.next(), zone: try row.next()) }
}

extension Tenant {
  /// Notes until when the business holds made-up rows, or with nil that it holds none.
  package static func noteSample(until moment: Instant?, in db: TenantDatabase) async throws {
    try await db.run("update tenants set sample_until = \(moment) where id = \(db.tenant)")
  }
}

extension Tenant {
  /// The businesses that hold made-up rows, none of them from after a moment.
  package static func samples(before moment: Instant, in db: PlatformDatabase) async throws -> [TenantID] {
    try await db.all("select id from tenants where sample_until < \(moment) order by id", as: TenantID.self)
  }
}
