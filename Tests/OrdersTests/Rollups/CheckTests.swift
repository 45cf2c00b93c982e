import Basics
import Database
import Jobs
import TestKit
import Testing

@testable import Orders

@Suite struct `Checking figures at night` {
  /// A shop with rows and figures of all kinds, and how it is checked.
  private func filled(_ seed: UInt64, zone: String = "Europe/London") async throws -> GeneratedShop {
    var shop = try await GeneratedShop(zone: zone, seed: seed)
    for _ in 1...60 { try await shop.change() }
    try await Rollups.restate(in: shop.db)
    return shop
  }

  private func check(_ shop: GeneratedShop) async throws -> (FigureCheck?, JobRecord?) {
    try await shop.db.enqueue(CheckFigures())
    let site = shop.books.shop.site
    let registry = try #require(site.databases.settings.attachment as? JobRegistry)
    let records = try await site.databases.runJobs(of: shop.db.tenant, by: registry)
    return (try await FigureCheck.last(in: shop.db), records.last)
  }

  @Test func `finds nothing where nothing is wrong`() async throws {
    let shop = try await filled(21)
    let (check, record) = try await check(shop)
    #expect(check?.differences == [])
    #expect((check?.days ?? 0) > 90)
    #expect(record?.outcome == .done)
    #expect(record?.remark == nil)
  }

  /// What somebody could do to the tables past the program, and the figure that the check has to name.
  private static let damages: [(kind: String, figure: String, sql: @Sendable (TenantDatabase) -> SQL)] = [
    ("sales_days", "gross", { "update sales_days set gross = gross + 1 where tenant_id = \($0.tenant)" }),
    ("sales_days", "tax", { "update sales_days set tax = 77 where tenant_id = \($0.tenant)" }),
    ("sales_days", "orders", { "delete from sales_days where tenant_id = \($0.tenant)" }),
    (
      "sales_days", "orders",
      {
        """
        insert into sales_days
        select tenant_id, date '2011-08-01', 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
          from sales_days where tenant_id = \($0.tenant) limit 1 returning local_date
        """
      }
    ),
    (
      "sales_hours", "refunds",
      { "update sales_hours set refunds = refunds - 1 where tenant_id = \($0.tenant)" }
    ),
    (
      "sales_places", "orders",
      { "update sales_places set orders = orders + 1 where tenant_id = \($0.tenant)" }
    ),
    ("variant_days", "units", { "update variant_days set units = units + 1 where tenant_id = \($0.tenant)" }),
    ("variant_months", "gross", { "update variant_months set gross = 1 where tenant_id = \($0.tenant)" }),
    (
      "variant_months", "gross",
      {
        """
        insert into variant_months
        select tenant_id, date '2011-03-01', gen_random_uuid(), 1, 1, 100, 0
          from variant_months where tenant_id = \($0.tenant) limit 1 returning month
        """
      }
    ),
    (
      "buyer_months", "orders",
      { "update buyer_months set orders = orders + 1 where tenant_id = \($0.tenant)" }
    ),
    ("orders", "gross", { "update orders set gross = gross + 5 where tenant_id = \($0.tenant)" }),
    (
      "orders", "kind",
      { "update orders set kind = 'other' where tenant_id = \($0.tenant) and kind = 'order'" }
    ),
    ("orders", "local_hour", { "update orders set local_hour = 4 where tenant_id = \($0.tenant)" }),
    (
      "orders", "local_date",
      { "update orders set local_date = local_date - 1 where tenant_id = \($0.tenant)" }
    ),
    ("orders", "previous_date", { "update orders set previous_date = null where tenant_id = \($0.tenant)" }),
    ("orders", "gross", { "update order_lines set amount = amount + 1 where tenant_id = \($0.tenant)" }),
    ("customers", "orders", { "update customers set orders = 99 where tenant_id = \($0.tenant)" }),
    ("customers", "last_order", { "update customers set last_order = null where tenant_id = \($0.tenant)" }),
    ("packed_days", "sold", { "update packed_days set sold = sold || sold where tenant_id = \($0.tenant)" }),
    ("packed_days", "sold", { "delete from packed_days where tenant_id = \($0.tenant)" }),
    ("packed_months", "sold", { "update packed_months set sold = '' where tenant_id = \($0.tenant)" }),
    ("place_months", "gross", { "update place_months set gross = gross + 1 where tenant_id = \($0.tenant)" }),
    ("place_months", "orders", { "delete from place_months where tenant_id = \($0.tenant)" }),
    ("products", "units", { "update products set units = 99 where tenant_id = \($0.tenant)" }),
    ("products", "last_sold", { "update products set last_sold = null where tenant_id = \($0.tenant)" }),
  ]

  @Test(arguments: damages.indices)
  func `finds, reports and mends whatever is wrong`(index: Int) async throws {
    let damage = Self.damages[index]
    let shop = try await filled(UInt64(30 + index))
    try await shop.db.run(damage.sql(shop.db))
    let (first, record) = try await check(shop)
    let found = try #require(first)
    #expect(found.differences.contains { $0.kind == damage.kind && $0.figure == damage.figure })
    #expect(record?.remark?.contains("differed from their rows") == true)
    let wrong = Set(try await CountedFigures.of(shop.books)).symmetricDifference(
      try await StatedFigures.of(shop.books))
    #expect(wrong.isEmpty, "\(wrong.count) differ: \(wrong.sorted().prefix(6))")
    try await shop.db.run("delete from figure_checks where tenant_id = \(shop.db.tenant)")
    let (second, _) = try await check(shop)
    #expect(second?.differences == [])
  }

  @Test func `leaves out what is known to be behind`() async throws {
    var shop = try await filled(22)
    for _ in 1...10 { try await shop.change() }
    let days = try #require(try await KeptFigures.days(in: shop.db))
    let found = try await KeptFigures.differences(on: Array(days), in: shop.db)
    #expect(found == [])
  }

  @Test func `is shown to people, with what differed`() async throws {
    let shop = try await filled(23)
    let visitor = try await shop.books.shop.visitor()
    let before = try await visitor.get(shop.books.shop.path("/figures"))
    #expect(before.text.contains("have not been checked yet"))
    #expect(before.text.contains("Net sales are gross sales less refunds."))
    try await shop.db.run("update sales_days set gross = gross + 1 where tenant_id = \(shop.db.tenant)")
    _ = try await check(shop)
    let after = try await visitor.get(shop.books.shop.path("/figures"))
    #expect(after.text.contains("These differed"))
    #expect(after.text.contains("Gross sales"))
  }
}
