import Basics
import Database
import Localization

extension Tenant: FromRow {
  /// What `init(row:)` reads, of `tenants` under the name `t`.
  package static let columns: SQL = "t.id, t.slug, t.name, t.language, t.digits, t.currency, t.time_zone, t.week_start"

  package init(row: inout Row) throws {
    id = try row.next()
    slug = try row.read(Slug.init(stored:))
    name = try row.next()
    language = try row.read(Language.init(rawValue:))
    digits = try row.read(Digits.init(rawValue:))
    currency = try row.read(Currency.init)
    zone = try row.read(TimeZoneRules.init)
    weekStart = try row.read(Weekday.init(rawValue:))
  }

  /// The business at an address, or `Failure.notFound`.
  package static func find(_ slug: Slug, in db: PlatformDatabase) async throws -> Tenant {
    try await db.one("select \(fragment: columns) from tenants t where t.slug = \(slug.text)")
  }

  /// Which of these addresses somebody has.
  static func taken(among slugs: [Slug], in db: PlatformDatabase) async throws -> Set<String> {
    let wanted = slugs.map(\.text)
    return Set(try await db.values("select slug from tenants where slug = any(\(wanted))"))
  }

  /// False when the address has an owner; one that is being taken in another transaction is waited for.
  func insert(at now: Instant, in db: PlatformDatabase) async throws -> Bool {
    try await db.run(
      """
      insert into tenants (id, slug, name, language, digits, currency, time_zone, week_start, created_at)
      values (\(id), \(slug.text), \(name), \(language.rawValue), \(digits.rawValue), \(currency.code),
              \(zone.identifier), \(weekStart.rawValue), \(now))
      on conflict (slug) do nothing
      """
    ) == 1
  }
}
