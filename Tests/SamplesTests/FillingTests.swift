import Basics
import Catalog
import Customers
import Database
import Jobs
import Localization
import Orders
import Tenancy
import TestKit
import Testing
import Web

@testable import Samples

@Suite struct `Filling and removing a sample` {
  /// The afternoon of a day in Dhaka.
  static let now =
    TimeZoneRules("Asia/Dhaka")?.instant(
      of: LocalDateTime(.known(2026, 11, 20), secondOfDay: 15 * 3600 + 1234)) ?? .now

  private func filled(_ days: Int = 40, kind: SampleKind = .grocery) async throws -> Shop {
    let shop = try await Shop()
    try await SampleShop.open(kind, at: Self.now, days: days, in: shop.db)
    try await SampleShop.fill(until: Self.now, in: shop.db)
    return shop
  }

  @Test func `holds after growing day by day what it holds when filled at once`() async throws {
    let whole = try await filled()
    let grown = try await Shop()
    try await SampleShop.open(.grocery, at: Self.now, days: 40, in: grown.db)
    for hours in stride(from: Int64(29 * 24), through: 1, by: -17) {
      try await SampleShop.fill(until: Self.now - .seconds(hours * 3600), in: grown.db)
    }
    try await SampleShop.fill(until: Self.now, in: grown.db)
    let expected = try await Ledger.sample(whole.db)
    #expect(expected.count > 3000)
    #expect(try await Ledger.sample(grown.db) == expected)
  }

  @Test func `changes nothing when it is filled again`() async throws {
    let shop = try await filled(10)
    let before = try await Ledger.whole(shop.db)
    try await SampleShop.fill(until: Self.now, in: shop.db)
    try await SampleShop.fill(until: Self.now - .seconds(86_400), in: shop.db)
    #expect(try await SampleShop.open(.fashion, at: Self.now, days: 5, in: shop.db) == false)
    #expect(try await Ledger.whole(shop.db) == before)
  }

  @Test func `doubles nothing when two fill at once`() async throws {
    let shop = try await Shop()
    try await SampleShop.open(.grocery, at: Self.now, days: 40, in: shop.db)
    let db = shop.db
    try await withThrowingTaskGroup { group in
      for _ in 0..<3 { group.addTask { try await SampleShop.fill(until: Self.now, in: db) } }
      try await group.waitForAll()
    }
    #expect(try await Ledger.sample(shop.db) == Ledger.sample(filled().db))
  }

  @Test func `goes on where it was when it is stopped between two steps`() async throws {
    let shop = try await Shop()
    try await SampleShop.open(.grocery, at: Self.now, days: 40, in: shop.db)
    while try await SampleShop.grow(days: 7, until: Self.now, in: shop.db) {}
    #expect(try await StaleDays.areThere(in: shop.db))
    try await SampleShop.fill(until: Self.now, in: shop.db)
    #expect(try await Ledger.sample(shop.db) == Ledger.sample(filled().db))
  }

  @Test func `goes on when the business moves to another zone`() async throws {
    let shop = try await filled(10)
    try await shop.site.databases.global.run(
      "update tenants set time_zone = 'America/New_York' where id = \(shop.db.tenant)")
    try await SampleShop.fill(until: Self.now + .seconds(86_400), in: shop.db)
    let days = try await shop.db.one(
      "select count(distinct local_date) from orders where tenant_id = \(shop.db.tenant)", as: Int.self)
    #expect(days == 12)
  }

  @Test func `marks every row as made up`() async throws {
    let shop = try await filled(20)
    let unmarked = try await shop.db.one(
      """
      select (select count(*) from orders where tenant_id = \(shop.db.tenant) and (source <> 'sample' or import_id is null))
           + (select count(*) from customers where tenant_id = \(shop.db.tenant) and (source <> 'sample' or import_id is null))
           + (select count(*) from products where tenant_id = \(shop.db.tenant) and (source <> 'sample' or import_id is null))
           + (select count(*) from variants where tenant_id = \(shop.db.tenant) and import_id is null)
           + (select count(*) from categories where tenant_id = \(shop.db.tenant) and import_id is null)
      """, as: Int.self)
    #expect(unmarked == 0)
    let tenant = try await Tenant.own(in: shop.db)
    #expect(tenant.sampleUntil == Self.now)
  }

  @Test func `leaves no trace when it is removed`() async throws {
    let shop = try await Shop()
    let before = try await Ledger.whole(shop.db)
    #expect(before.isEmpty && before.tables.count > 20)
    try await SampleShop.open(.fashion, at: Self.now, days: 40, in: shop.db)
    try await SampleShop.fill(until: Self.now, in: shop.db)
    #expect(try await !Ledger.whole(shop.db).isEmpty)
    try await SampleShop.beginRemoval(at: Self.now, in: shop.db)
    try await SampleShop.removeAll(in: shop.db)
    #expect(try await Ledger.whole(shop.db).tables.filter { !$0.value.hasPrefix("0") } == [:])
    #expect(try await Ledger.whole(shop.db) == before)
    #expect(try await Tenant.own(in: shop.db).sampleUntil == nil)
  }

  @Test func `goes on removing where it was stopped, and does not grow meanwhile`() async throws {
    let shop = try await filled()
    try await SampleShop.beginRemoval(at: Self.now, in: shop.db)
    let sample = try #require(try await SampleShop.find(in: shop.db))
    _ = try await shop.db.transaction { try await Order.remove(broughtBy: sample.id, atMost: 300, in: $0) }
    try await SampleShop.fill(until: Self.now + .seconds(86_400), in: shop.db)
    try await SampleShop.removeAll(in: shop.db)
    try await SampleShop.removeAll(in: shop.db)
    #expect(try await Ledger.whole(shop.db).isEmpty)
  }

  @Test func `touches nothing that is not its own`() async throws {
    let shop = try await Shop()
    try await own(in: shop)
    let before = try await Ledger.whole(shop.db)
    try await SampleShop.open(.grocery, at: Self.now, days: 30, in: shop.db)
    try await SampleShop.fill(until: Self.now, in: shop.db)
    // A product of the sample that somebody has sold for real stays with its line.
    try await sellForReal(in: shop)
    let after = try await figures(of: shop)
    try await SampleShop.beginRemoval(at: Self.now, in: shop.db)
    try await SampleShop.removeAll(in: shop.db)
    let left = try await Ledger.whole(shop.db)
    #expect(try await figures(of: shop) == after)
    #expect(left.tables["orders"]?.hasPrefix("3 ") == true)
    #expect(
      left.tables["customers"]?.hasPrefix("1 ") == true && before.tables["customers"]?.hasPrefix("1 ") == true
    )
    #expect(left.tables["products"]?.hasPrefix("2 ") == true)
    #expect(left.tables["variants"]?.hasPrefix("2 ") == true)
    #expect(left.tables["sample_shops"]?.hasPrefix("0") == true)
    // Two orders of before and one of later: numbers go on behind the sample's.
    let numbers = try await shop.db.all(
      "select number from orders where tenant_id = \(shop.db.tenant) order by number", as: Int.self)
    #expect(numbers.prefix(2) == [1, 2] && numbers[2] > 100)
  }

  @Test func `counts on behind an order that comes while the numbers are about to begin again`() async throws
  {
    let shop = try await filled(3)
    try await SampleShop.beginRemoval(at: Self.now, in: shop.db)
    let db = shop.db
    try await withThrowingTaskGroup { group in
      try await db.transaction { bringing in
        try await own(in: shop, bringing)
        group.addTask { try await SampleShop.removeAll(in: db) }
        for _ in 1...500 where try await !isWaited(for: "counters", in: db) {
          try await Task.sleep(for: .milliseconds(20))
        }
      }
      try await group.waitForAll()
    }
    #expect(try await SampleShop.find(in: db) == nil)
    let counters = try await db.all(
      "select name || ' ' || value from counters where tenant_id = \(db.tenant) order by name",
      as: String.self)
    let last = try await db.one("select max(number) from orders where tenant_id = \(db.tenant)", as: Int.self)
    #expect(counters.contains("orders \(last)"), "\(counters), and \(last) is the last")
    try await sell(["A3"], "OWN-1", RecordID<Shop>(), in: shop)
    #expect(
      try await db.one("select max(number) from orders where tenant_id = \(db.tenant)", as: Int.self) == last
        + 1)
  }

  /// Whether somebody waits for a row of a table.
  private func isWaited(for table: String, in db: TenantDatabase) async throws -> Bool {
    try await db.one(
      """
      select exists (select 1 from pg_locks w where not w.granted and w.locktype in ('transactionid', 'tuple')
                        and exists (select 1 from pg_locks t where t.pid = w.pid and t.relation = \(table)::regclass))
      """)
  }

  /// Two orders of a product, by a customer, as an import brings them.
  private func own(in shop: Shop, _ given: TenantDatabase? = nil) async throws {
    let db = given ?? shop.db
    let origin = RecordID<Shop>()
    var product = NewProduct(key: "OWN", name: "A thing of our own")
    product.variants = [NewVariant(sku: "OWN-1", price: UnitPrice(millionths: 5_000_000))]
    try await Product.add([product], of: "csv", by: origin, at: Self.now, in: db)
    let customer = NewCustomer(key: "17", name: "Somebody real", createdAt: Self.now)
    try await Customer.add([customer], of: "csv", by: origin, in: db)
    try await sell(["A1", "A2"], "OWN-1", origin, in: shop, db)
    if given == nil { try await Rollups.restate(in: db) }
  }

  private func sellForReal(in shop: Shop) async throws {
    try await sell(["A3"], "SMP-DIM-12PC", RecordID<Shop>(), in: shop)
    try await Rollups.restate(in: shop.db)
  }

  private func sell(
    _ numbers: [String], _ sku: String, _ origin: RecordID<Shop>, in shop: Shop,
    _ given: TenantDatabase? = nil
  ) async throws {
    let db = given ?? shop.db
    let orders = numbers.map { number in
      var order = NewOrder(number: number, state: .delivered, placedAt: Self.now - .seconds(7200))
      order.customer = "17"
      order.lines = [
        NewLine(.product, sku: sku, description: sku, quantity: 2, price: UnitPrice(millionths: 5_000_000))
      ]
      return order
    }
    let books = NewOrderBooks(
      source: "csv", origin: origin, currency: .bdt, zone: shop.tenant.zone,
      customers: try await Customer.ids(of: ["17"], of: "csv", in: db),
      variants: try await Variant.ids(of: [sku], in: db))
    try await Order.add(orders, to: books, in: db)
  }

  /// What is known of one's own orders, customers and products.
  private func figures(of shop: Shop) async throws -> [String] {
    try await shop.db.all(
      """
      select o::text from orders o where tenant_id = \(shop.db.tenant) and source = 'csv'
      union all
      select c::text from customers c where tenant_id = \(shop.db.tenant) and source = 'csv'
      union all
      select p::text from products p where tenant_id = \(shop.db.tenant) and source = 'csv'
      order by 1
      """, as: String.self)
  }
}
