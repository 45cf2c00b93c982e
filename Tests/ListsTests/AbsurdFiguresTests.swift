import Basics
import Catalog
import Customers
import Database
import Tenancy
import TestKit
import Testing

/// What a file of absurd amounts leaves in the books: each figure as large as figures go, added and subtracted on pages.
@Suite struct `Figures at their limits` {
  @Test(arguments: [1, -1])
  func `end no page`(sign: Int64) async throws {
    let shop = try await Shop()
    let (customer, product) = (Customer.ID(), Product.ID())
    try await fill(shop, customer, product, sign * (1 << 60))
    let owner = try await shop.visitor()
    let pages = [
      "", "?from=9999-12-16&to=9999-12-16", "/orders?from=2026-11-01&to=2026-11-30", "/orders", "/customers",
      "/products",
      "/customers/\(customer)", "/products/\(product)", "/products/\(product)?from=2026-11-01&to=2026-11-30",
    ]
    for page in pages { #expect(try await owner.get(shop.path(page)).status == 200, "\(page)") }
  }

  private func fill(_ shop: Shop, _ customer: Customer.ID, _ product: Product.ID, _ limit: Int64) async throws
  {
    let (now, most) = (Instant.now, limit)
    try await shop.db.transaction { db in
      try await db.run(
        """
        insert into customers (
          tenant_id, id, number, source, source_key, name, country, country_at, created_at, orders, gross, refunds)
        select \(db.tenant), case n when 1 then \(customer) else gen_random_uuid() end, n, 'csv', n::text, 'A', '', \(now),
               \(now), 10, \(most), -\(most)
          from generate_series(1, 12) n
        returning id
        """)
      try await db.run(
        """
        insert into products (tenant_id, id, source, source_key, name, name_at, created_at, units, gross, refunds)
        select \(db.tenant), case n when 1 then \(product) else gen_random_uuid() end, 'csv', n::text, 'A', \(now), \(now),
               \(most), \(most), -\(most)
          from generate_series(1, 12) n
        returning id
        """)
      try await db.run(
        """
        insert into variants (tenant_id, id, product_id, position, sku, created_at)
        select \(db.tenant), id, id, 1, source_key, \(now) from products where tenant_id = \(db.tenant) returning id
        """)
      try await db.run(
        """
        insert into orders (
          tenant_id, id, number, source, source_number, kind, state, customer_id, country, currency, placed_at,
          local_date, gross, refunds, charges, total, line_count)
        select \(db.tenant), gen_random_uuid(), n, 'csv', n::text, 'order', 'delivered', \(customer), '',
               \(shop.tenant.currency.code), timestamptz '2026-11-01 12:00Z' + n * interval '1 day',
               date '2026-11-01' + n, \(most), -\(most), 0, \(most), 1
          from generate_series(1, 12) n
        returning id
        """)
      try await db.run(
        """
        insert into sales_days
        select \(db.tenant), date '2026-11-01' + n, 1, 0, 0, 0, 1, \(most), -\(most), 0, 0, 0, 0, 0, 0, 0, 0
          from generate_series(1, 12) n
        returning local_date
        """)
      try await db.run(
        """
        insert into variant_days
        select \(db.tenant), date '2026-11-01' + n, \(product), 1, \(most), \(most), -\(most)
          from generate_series(1, 12) n
        returning local_date
        """)
      try await db.run(
        """
        insert into variant_months
        select \(db.tenant), (date '2026-11-01' - n * interval '1 month')::date, \(product), 1, \(most), \(most), -\(most)
          from generate_series(0, 11) n
        returning month
        """)
    }
  }
}
