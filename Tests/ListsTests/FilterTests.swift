import Basics
import Database
import Tenancy
import TestKit
import Testing
import Web

@testable import Catalog
@testable import Customers
@testable import Lists

@Suite struct `Filtering customers` {
  @Test func `each filter finds what it says, alone and with every other`() async throws {
    let shop = try await FilledLists()
    let cases: [Asked<CustomerRow>] = [
      Asked("q", "rahman") { $0.name == "Lamia Rahman" || $0.name.hasPrefix("Rahman") },
      Asked("q", "LAMIA") { $0.name.hasPrefix("Lamia") }, Asked("q", "100%") { $0.name.hasPrefix("100%") },
      Asked("q", "c7@EXAMPLE.com") { $0.number == 7 }, Asked("q", "০১৭০০-০০০০১২") { $0.number == 12 },
      Asked("q", "key1") { $0.key.hasPrefix("key1") }, Asked("q", "9") { $0.number == 9 },
      Asked("country", "India") { $0.country == "India" },
      Asked("region", "Sylhet") { $0.region == "Sylhet" },
      Asked(["period": "custom", "from": "2026-03-05", "to": "2026-03-20"]) { row in
        row.firstOrder.map { ("2026-03-05"..."2026-03-20").contains($0.description) } ?? false
      },
      Asked("before", "2026-04-20") { row in row.lastOrder.map { $0.description < "2026-04-20" } ?? false },
      Asked("orders-min", "2") { $0.orders >= 2 }, Asked("orders-max", "0") { $0.orders == 0 },
      Asked("spent-min", "7.50") { $0.net.minorUnits >= 750 },
      Asked("spent-max", "-1") { $0.net.minorUnits <= -100 },
      Asked("marketing", "yes") { $0.acceptsMarketing == true },
      Asked("marketing", "no") { $0.acceptsMarketing == false },
      Asked("marketing", "unknown") { $0.acceptsMarketing == nil },
      Asked("tag", "vip") { $0.tags.contains("vip") },
      Asked("import", shop.importID.description) { $0.number % 4 == 0 },
    ]
    #expect(Set(cases.flatMap(\.values.keys)) == Set(CustomerList.filters.flatMap(\.parameters)))
    try await shop.expect(CustomerList.self, cases)
  }

  @Test(arguments: CustomerList.sorts.map(\.name))
  func `pages pass every row once`(sort: String) async throws {
    let shop = try await FilledLists()
    try await shop.walk(CustomerList.self, sort)
  }

  @Test func `sums are those of the rows`() async throws {
    let shop = try await FilledLists()
    let match = try await shop.match(CustomerList.self, ["country": "India"])
    let rows = try await match.rows(500, from: nil, in: shop.db)
    let totals = try await CustomerList.totals(match, in: shop.db)
    #expect(totals.count == rows.count && !totals.isMore)
    guard case .money(let net)? = totals.figures.last?.value else { return #expect(Bool(false)) }
    #expect(net.minorUnits == rows.reduce(0) { $0 + $1.net.minorUnits })
  }
}

@Suite struct `Filtering products` {
  @Test func `each filter finds what it says, alone and with every other`() async throws {
    let shop = try await FilledLists()
    let cases: [Asked<ProductRow>] = [
      Asked("q", "mug") { $0.name.lowercased().contains("mug") },
      Asked("q", "Mug RED") { $0.name.lowercased().contains("mug") && $0.name.lowercased().contains("red") },
      Asked("q", "p1") { $0.sku?.hasPrefix("P1") ?? false }, Asked("q", "5901234000003") { $0.key == "P3" },
      Asked("q", "50%") { $0.name.contains("50%") },
      Asked("status", "active") { $0.status == .active }, Asked("status", "draft") { $0.status == .draft },
      Asked("status", "archived") { $0.status == .archived },
      Asked("category", shop.home.description) { shop.number($0) % 3 != 0 },
      Asked("category", shop.kitchen.description) { shop.number($0) % 3 == 1 },
      Asked("type", "Cups") { $0.type == "Cups" }, Asked("vendor", "Clay & Co") { $0.vendor == "Clay & Co" },
      Asked("tag", "gift") { $0.tags.contains("gift") }, Asked("sold", "yes") { $0.lastSold != nil },
      Asked("sold", "never") { $0.lastSold == nil },
      Asked("unsold", "2026-05-10") { row in row.lastSold.map { $0.description < "2026-05-10" } ?? true },
      Asked("price", "yes") { $0.price != nil }, Asked("price", "none") { $0.price == nil },
      Asked("import", shop.importID.description) { shop.number($0) % 4 == 0 },
    ]
    #expect(Set(cases.flatMap(\.values.keys)) == Set(ProductList.filters.flatMap(\.parameters)))
    try await shop.expect(ProductList.self, cases)
  }

  @Test(arguments: ProductList.sorts.map(\.name))
  func `pages pass every row once`(sort: String) async throws {
    let shop = try await FilledLists()
    try await shop.walk(ProductList.self, sort)
  }
}

@Suite struct `A description` {
  @Test func `is text, whatever markup it came in`() {
    let text =
      "<p>Made of <b>clay</b> &amp; care.<br/>Dishwasher&nbsp;safe</p><script>x</script><ul><li>1 &lt; 2</li></ul>"
    #expect(PlainText.of(text) == "Made of clay & care.\nDishwasher safe\n\n• 1 < 2")
    #expect(PlainText.of("plain") == "plain")
    #expect(PlainText.of("&amp;lt;") == "&lt;")
    #expect(PlainText.of("<p") == "<p")
  }
}

/// What an address asks for, and the same in Swift.
struct Asked<Row> {
  let values: [String: String]
  let lets: (Row) -> Bool

  init(_ name: String, _ value: String, _ lets: @escaping (Row) -> Bool) { self.init([name: value], lets) }

  init(_ values: [String: String], _ lets: @escaping (Row) -> Bool) {
    self.values = values
    self.lets = lets
  }
}

/// A shop with customers and products of all kinds.
struct FilledLists {
  let shop: Shop
  let importID = RecordID<ListFilter>()
  let home = RecordID<ListFilter>()
  let kitchen = RecordID<ListFilter>()
  var db: TenantDatabase { shop.db }

  init() async throws {
    shop = try await Shop(currency: .gbp, zone: "Europe/London")
    try await addCustomers()
    try await addProducts()
  }

  private var scope: ListScope {
    ListScope(tenant: db.tenant, today: LocalDate(days: 20_600), zone: shop.tenant.zone, currency: .gbp)
  }

  private func addCustomers() async throws {
    let ids = (1...60).map { _ in Customer.ID() }
    try await db.run(
      """
      insert into customers (
        tenant_id, id, number, source, source_key, name, country, country_at, created_at, email, phone, region, tags,
        accepts_marketing, import_id, orders, gross, refunds, first_order, last_order)
      select \(db.tenant), id, n, 'csv', 'key' || n,
             (array['Lamia Rahman', 'Joy Barua', 'Rahman & Sons', '100% Cotton', 'Lamiarahman'])[1 + n % 5],
             (array['India', 'France', 'Bangladesh'])[1 + n % 3], now(), now(), 'C' || n || '@example.com',
             '+8801700' || lpad(n::text, 6, '0'), (array['', 'Sylhet', 'Khulna'])[1 + n % 3],
             case n % 6 when 0 then array['vip', 'old'] else '{}' end,
             (array[true, false, null])[1 + n % 3], case n % 4 when 0 then \(importID)::uuid end, n % 5,
             (n % 7) * 300, (n % 4) * 200,
             case when n % 5 > 0 then date '2026-03-01' + (n % 30)::int end,
             case when n % 5 > 0 then date '2026-04-01' + (n % 40)::int end
        from unnest(\(ids), \(Array(1...60))) u (id, n)
      returning id
      """)
    var sealing = SealContacts()
    while try await sealing.advance(in: db) {}
  }

  private func addProducts() async throws {
    let ids = (1...45).map { _ in Product.ID() }
    try await db.run([
      """
      insert into categories (tenant_id, id, name, path, created_at)
      values (\(db.tenant), \(home), 'Home', 'Home', now()), (\(db.tenant), \(kitchen), 'Kitchen', 'Home > Kitchen', now())
      """,
      """
      insert into products (
        tenant_id, id, source, source_key, name, name_at, created_at, status, type, vendor, tags, import_id, units, gross,
        refunds, last_sold)
      select \(db.tenant), id, 'csv', 'P' || n,
             (array['Red clay mug', 'MUG, blue', 'Lamp 50%', 'Bag', ''])[1 + n % 5], now(), now(),
             (array['active', 'draft', 'archived'])[1 + n % 3], (array['', 'Cups'])[1 + n % 2],
             (array['', 'Clay & Co', 'Jute'])[1 + n % 3], case n % 6 when 0 then array['gift'] else '{}' end,
             case n % 4 when 0 then \(importID)::uuid end, n % 9, (n % 7) * 300, (n % 4) * 200,
             case when n % 5 > 0 then date '2026-05-01' + (n % 20)::int end
        from unnest(\(ids), \(Array(1...45))) u (id, n)
      returning id
      """,
      """
      insert into variants (tenant_id, id, product_id, position, sku, barcode, price, created_at)
      select \(db.tenant), id, id, 1, source_key, case source_key when 'P3' then '5901234000003' else '' end,
             case when source_key like '%7' then null else 2.5 end, now()
        from products where tenant_id = \(db.tenant)
      returning id
      """,
      """
      insert into product_categories (tenant_id, product_id, category_id)
      select \(db.tenant), id, case substr(source_key, 2)::int % 3 when 1 then \(kitchen)::uuid else \(home)::uuid end
        from products where tenant_id = \(db.tenant) and substr(source_key, 2)::int % 3 > 0
      returning product_id
      """,
    ])
  }

  func number(_ row: ProductRow) -> Int { Int(row.key.dropFirst()) ?? 0 }

  func match<Kind: ListKind>(
    _: Kind.Type, _ values: [String: String], _ bounds: ListBounds = Kind.bounds
  ) async throws -> ListMatch<Kind> {
    try await ListMatch(ListSearch { values[$0] }, scope, bounds: bounds, in: db)
  }

  /// Each alone, and each with every other that it can stand beside, whether their rows are few or many.
  func expect<Kind: ListKind>(_: Kind.Type, _ cases: [Asked<Kind.Row>]) async throws {
    let all = try await match(Kind.self, [:]).rows(500, from: nil, in: db)
    for (index, one) in cases.enumerated() {
      for other in [one] + cases[(index + 1)...]
      where one.values == other.values || isApart(one.values, other.values) {
        let values = one.values.merging(other.values) { first, _ in first }
        #expect(ListSearch<Kind> { values[$0] }.values.values == normal(values, Kind.self))
        let expected = all.filter { one.lets($0) && other.lets($0) }.map(Kind.id)
        for bounds in [Kind.bounds, ListBounds(few: 2, gathered: 15)] {
          let sort = Kind.sorts[(index + values.count) % Kind.sorts.count].name
          let found = try await match(Kind.self, values.merging(["sort": sort]) { $1 }, bounds)
            .rows(500, from: nil, in: db).map(Kind.id)
          #expect(found.sorted() == expected.sorted(), "\(values), \(sort)")
        }
      }
    }
  }

  private func isApart(_ one: [String: String], _ other: [String: String]) -> Bool {
    Set(one.keys).isDisjoint(with: other.keys)
  }

  /// Amounts lose the zeros behind.
  private func normal<Kind: ListKind>(_ values: [String: String], _: Kind.Type) -> [String: String] {
    values.mapValues { UnitPrice($0)?.description ?? $0 }.merging(
      values.filter { $0.key == "q" || $0.key == "import" }
    ) { _, typed in typed }
  }

  /// From the first page to the last and back.
  func walk<Kind: ListKind>(_: Kind.Type, _ sort: String) async throws {
    let match = try await match(Kind.self, ["sort": sort])
    let all = try await match.rows(500, from: nil, in: db).map(Kind.id)
    var (there, back, cursor): ([String], [String], Cursor?) = ([], [], nil)
    var page = try await match.page(7, from: nil, in: db)
    there += page.rows.map(Kind.id)
    while let older = page.older {
      page = try await match.page(7, from: older, in: db)
      there += page.rows.map(Kind.id)
    }
    #expect(there == all && Set(there).count == there.count)
    back = page.rows.map(Kind.id)
    cursor = page.newer
    while let newer = cursor {
      page = try await match.page(7, from: newer, in: db)
      back = page.rows.map(Kind.id) + back
      cursor = page.newer
    }
    #expect(back == all)
  }
}
