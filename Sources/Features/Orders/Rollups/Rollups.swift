import Basics
import Catalog
import Database

/// Restates figures from the rows they are made of: of days, of customers, of products.
///
/// Whole days, customers and products in bounded steps, each in a transaction that also takes away its marks. So it may
/// be killed at any moment and run twice, also by several at once: they take turns.
package enum Rollups {
  /// Restates what is marked, until nothing is.
  /// - Parameter progress: told after each step how much of the work is done, from 0 to 1.
  package static func restate(
    in db: TenantDatabase,
    progress: nonisolated(nonsending) (_ done: Double) async throws -> Void = { _ in }
  ) async throws {
    let db = db.within(.seconds(60))
    let before = try await Backlog.now(in: db)
    // Customers mark days, and days mark products.
    for step in [CustomerFigures.restate, DayFigures.restate, ProductFigures.restate] {
      while try await db.transaction(retries: 5, { try await take(in: $0, step) }) > 0 {
        try await progress(try await Backlog.now(in: db).share(of: before))
      }
    }
  }

  /// Restates a month wholly, whatever was stated of it.
  static func restate(month: LocalDate, in db: TenantDatabase) async throws {
    try await db.transaction(retries: 5) { db in
      _ = try await take(in: db) { db in
        try await MonthFigures.restate(
          [month], variants: MonthFigures.variants(on: month..<month.adding(months: 1), in: db), in: db)
        return 1
      }
    }
  }

  /// One after the other, because two steps of a shop may write the same month; and not while anybody changes rows and
  /// marks, which it would partly see.
  static func take(in db: TenantDatabase, _ step: Step) async throws -> Int {
    try await db.run("select pg_advisory_xact_lock(\(lockKey(of: db.tenant)))")
    // The step before may have filled tables that were planned for as empty.
    try await db.replan()
    return try await step(db)
  }

  /// Says how many marks it has worked off.
  typealias Step = @Sendable (TenantDatabase) async throws -> Int

  static func lockKey(of tenant: TenantID) -> Int {
    Int(truncatingIfNeeded: tenant.high &+ tenant.low.byteSwapped)
  }
}

/// What is marked.
private struct Backlog: FromRow {
  let days: Int
  let customers: Int
  let products: Int

  init(row: inout Row) throws {
    days = try row.next()
    customers = try row.next()
    products = try row.next()
  }

  static func now(in db: TenantDatabase) async throws -> Backlog {
    try await db.one(
      """
      select (select count(*) from stale_days where tenant_id = \(db.tenant)),
             (select count(*) from stale_customers where tenant_id = \(db.tenant)),
             (select count(*) from stale_products where tenant_id = \(db.tenant))
      """)
  }

  /// A day is about as much work as a hundred customers or products.
  private var work: Double { Double(days) + Double(customers + products) / 100 }

  /// Never 1 while something is left; steps add to the work, and then the share stands still.
  func share(of before: Backlog) -> Double { before.work > 0 ? max(0, min(1, 1 - work / before.work)) : 1 }
}
