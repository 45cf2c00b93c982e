import Basics
import Database
import Jobs
import Tenancy
import TestKit
import Testing

@testable import Orders

@Suite struct `Moving a shop to another time zone` {
  private func runJobs(_ shop: GeneratedShop) async throws {
    let site = shop.books.shop.site
    let registry = try #require(site.databases.settings.attachment as? JobRegistry)
    for record in try await site.databases.runJobs(of: shop.db.tenant, by: registry) {
      #expect(record.outcome == .done, "\(record.error ?? "")")
    }
  }

  private func expectRight(_ shop: GeneratedShop, in zone: String) async throws {
    let rules = try #require(TimeZoneRules(zone))
    let counted = try await CountedFigures.of(shop.books, in: rules)
    let wrong = Set(counted).symmetricDifference(try await StatedFigures.of(shop.books)).sorted()
    #expect(wrong.isEmpty, "\(wrong.count) differ: \(wrong.prefix(6))")
    let wrongHours = try await shop.db.all(
      "select placed_at, local_date, local_hour from orders where tenant_id = \(shop.db.tenant)",
      as: Dated.self
    ).filter { rules.local($0.placed).date != $0.date || rules.local($0.placed).hour != $0.hour }
    #expect(wrongHours.isEmpty)
  }

  private struct Dated: FromRow {
    let placed: Instant
    let date: LocalDate
    let hour: Int

    init(row: inout Row) throws {
      placed = try row.next()
      date = try row.next()
      hour = try row.next()
    }
  }

  @Test(arguments: [
    ("Europe/London", "America/St_Johns"), ("Asia/Dhaka", "Australia/Lord_Howe"),
    ("America/New_York", "Asia/Kathmandu"),
    ("Pacific/Apia", "Europe/London"),
  ])
  func `dates every order by its clocks, and restates`(from: String, to: String) async throws {
    var shop = try await GeneratedShop(zone: from, seed: 40)
    for _ in 1...40 { try await shop.change() }
    try await Rollups.restate(in: shop.db)
    let visitor = try await shop.books.shop.visitor()
    let page = try await visitor.get(shop.books.shop.path("/settings"))
    let answer = try await visitor.submitConfirmed(
      page.form(shop.books.shop.path("/settings")), ["zone": to])
    #expect(answer.status == 303)
    try await runJobs(shop)
    try await expectRight(shop, in: to)
    #expect(try await !StaleDays.areThere(in: shop.db))
  }

  @Test func `touches nothing when the settings are saved without another zone`() async throws {
    var shop = try await GeneratedShop(zone: "Asia/Calcutta", seed: 41)
    for _ in 1...5 { try await shop.change() }
    let visitor = try await shop.books.shop.visitor()
    let page = try await visitor.get(shop.books.shop.path("/settings"))
    let answer = try await visitor.submit(
      page.form(shop.books.shop.path("/settings")), ["name": "Another name"])
    #expect(answer.status == 303)
    let events = try await shop.db.one(
      "select count(*) from events where tenant_id = \(shop.db.tenant) and name = \(ZoneChanged.name)",
      as: Int.self)
    #expect(events == 0)
    #expect(try await Tenant.own(in: shop.db).zone.identifier == "Asia/Calcutta")
  }

  @Test func `goes on where it was broken off, and says meanwhile that figures are being restated`()
    async throws
  {
    var shop = try await GeneratedShop(zone: "Asia/Dhaka", seed: 42)
    for _ in 1...30 { try await shop.change() }
    try await Rollups.restate(in: shop.db)
    let zone = try #require(TimeZoneRules("America/New_York"))
    _ = try await shop.db.transaction { db in try await ShopCalendar.date(from: .start, by: zone, in: db) }
    #expect(try await StaleDays.areThere(in: shop.db))
    try await shop.db.run("update tenants set time_zone = 'America/New_York' where id = \(shop.db.tenant)")
    try await shop.db.enqueue(MoveToZone())
    try await runJobs(shop)
    try await expectRight(shop, in: "America/New_York")
  }
}
