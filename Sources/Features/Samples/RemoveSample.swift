import Basics
import Catalog
import Customers
import Database
import Jobs
import Orders
import Tenancy

/// Removes every row of a sample, step by step, each a transaction of its own: killed, it goes on where it was.
package struct RemoveSample: Job {
  package static let name = "samples.remove"

  package init() {}

  package func run(_ context: JobContext) async throws {
    try await SampleShop.removeAll(in: context.db)
  }
}

extension SampleShop {
  /// Has the sample removed: from here on it does not grow.
  /// - Throws: `Failure.notFound` without a sample.
  package static func beginRemoval(at now: Instant, in db: TenantDatabase) async throws {
    try await db.transaction { db in
      let marked = try await db.run(
        """
        update sample_shops set removing_at = coalesce(removing_at, \(now)) where tenant_id = \(db.tenant)
        """)
      guard marked == 1 else { throw Failure.notFound }
      try await db.enqueue(RemoveSample(), at: now)
    }
  }

  /// What is left to remove, in orders.
  func ordersLeft(in db: TenantDatabase) async throws -> Int {
    try await db.one(
      "select count(*) from orders where tenant_id = \(db.tenant) and import_id = \(id)", as: Int.self)
  }

  /// Its orders, cancellations among them, and its customers.
  func counts(in db: TenantDatabase) async throws -> (orders: Int, customers: Int) {
    async let orders = ordersLeft(in: db)
    async let customers = db.one(
      "select count(*) from customers where tenant_id = \(db.tenant) and import_id = \(id)", as: Int.self)
    return try await (orders, customers)
  }

  static func removeAll(in db: TenantDatabase) async throws {
    guard let shop = try await find(in: db), shop.removingAt != nil else { return }
    let db = db.within(.seconds(60))
    while try await db.transaction({ try await Order.remove(broughtBy: shop.id, atMost: step, in: $0) })
      == step
    {}
    // Days and months forget what was sold before the variants are gone by which they know it.
    try await Rollups.restate(in: db)
    try await db.transaction { db in
      guard try await locked(in: db)?.id == shop.id else { return }
      try await Customer.remove(broughtBy: shop.id, in: db)
      try await Product.remove(broughtBy: shop.id, in: db)
      try await Counter.lockAll(in: db)
      try await Order.resetNumbers(in: db)
      try await Customer.resetNumbers(in: db)
      try await db.run("delete from sample_shops where tenant_id = \(db.tenant) and id = \(shop.id)")
      try await Tenant.noteSample(until: nil, in: db)
    }
  }

  /// The orders of one transaction.
  private static let step = 2_000
}
