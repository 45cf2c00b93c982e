import Basics
import Catalog
import Customers
import Database
import Orders
import Tenancy

extension SampleShop {
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
      let first = shop.zone.date(of: shop.filledUntil)
      let end = min(now, shop.zone.startOfDay(first + days))
      try await shop.bring(shop.history(of: tenant, until: end), from: first, until: end, of: tenant, in: db)
      try await db.run(
        "update sample_shops set filled_until = \(end) where tenant_id = \(db.tenant) and id = \(shop.id)")
      try await Tenant.noteSample(until: end, in: db)
      // Once, at the end: all but the latest orders have arrived long ago.
      if end == now { try await Order.ageSamples(broughtBy: shop.id, until: now, in: db) }
      return end < now
    }
  }

  private func bring(
    _ history: SampleHistory, from first: LocalDate, until end: Instant, of tenant: Tenant,
    in db: TenantDatabase
  ) async throws {
    if filledUntil == SampleShop.start(of: opened, in: zone) {
      let products = history.products(on: opened + Story.span)
      try await Product.add(products, of: SampleShop.source, by: id, at: zone.startOfDay(opened), in: db)
    }
    let days = (first...zone.date(of: end)).map { history.day($0).until(end) }
    let orders = days.flatMap(\.orders).filter { $0.placedAt > filledUntil }
    let customers = days.flatMap(\.customers).filter { $0.createdAt > filledUntil }
    try await Customer.add(customers, of: SampleShop.source, by: id, in: db)
    // The first step has just filled tables that were planned for as empty.
    try await db.replan()
    try await Order.add(orders, to: books(of: orders, history, tenant, in: db), in: db)
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
