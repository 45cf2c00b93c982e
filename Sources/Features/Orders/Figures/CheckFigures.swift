import Basics
import Catalog
import Customers
import Database
import Jobs
import Tenancy

/// Counts every figure of a shop anew, from the orders and their lines, and compares it with what is stated.
///
/// A difference is a mistake of the program, or somebody has written to the tables past it. It is kept for the owner
/// to see, reported to those who run the place, and mended.
struct CheckFigures: Job {
  static let name = "orders.check-figures"
  static let timeLimit = Duration.seconds(7200)
  static let appointment = ScheduledJob.everyTenant("check-figures", .daily(hour: 3, minute: 20)) { _ in
    CheckFigures()
  }

  func run(_ context: JobContext) async throws {
    let db = context.db.within(.seconds(300))
    try await Rollups.restate(in: db)
    guard let days = try await KeptFigures.days(in: db) else { return }
    var check = FigureCheck(at: context.now)
    // From the rows up, each restated before what is made of it is counted: so that a mistake is told once.
    try await countOrders(on: days, for: &check, in: db)
    try await Rollups.restate(in: db)
    try await countCustomers(for: &check, in: db)
    try await Rollups.restate(in: db)
    try await count(days, for: &check, in: db)
    try await countMonths(of: days, for: &check, in: db)
    try await countProducts(for: &check, in: db)
    try await Rollups.restate(in: db)
    try await check.keep(in: db)
    if check.found > 0 {
      context.remark("\(check.found) figures differed from their rows and have been restated")
    }
  }

  private func countOrders(
    on days: ClosedRange<LocalDate>, for check: inout FigureCheck, in db: TenantDatabase
  )
    async throws
  {
    let zone = try await Tenant.own(in: db).zone
    for week in days.weeks {
      let differences = try await KeptFigures.differences(ofOrdersOn: week, zone, in: db)
      check.add(differences)
      if !differences.isEmpty { try await KeptFigures.mend(ordersOn: week, zone, in: db) }
    }
  }

  private func count(_ days: ClosedRange<LocalDate>, for check: inout FigureCheck, in db: TenantDatabase)
    async throws
  {
    for week in days.weeks {
      let differences = try await KeptFigures.differences(on: week, in: db)
      check.add(differences)
      check.days += week.count
      if !differences.isEmpty { try await StaleDays.mark(days: week, in: db) }
    }
  }

  private func countMonths(
    of days: ClosedRange<LocalDate>, for check: inout FigureCheck, in db: TenantDatabase
  )
    async throws
  {
    var month = days.lowerBound.startOfMonth
    while month <= days.upperBound {
      let differences = try await KeptFigures.differences(in: month, in: db)
      check.add(differences)
      if !differences.isEmpty { try await Rollups.restate(month: month, in: db) }
      month = month.adding(months: 1)
    }
  }

  private func countCustomers(for check: inout FigureCheck, in db: TenantDatabase) async throws {
    var some = try await Customer.keys(after: nil, in: db)
    while let last = some.last {
      let differences = try await KeptFigures.differences(of: some, in: db)
      check.add(differences)
      if !differences.isEmpty { try await StaleDays.mark(customers: some, in: db) }
      some = try await Customer.keys(after: last, in: db)
    }
  }

  private func countProducts(for check: inout FigureCheck, in db: TenantDatabase) async throws {
    var some = try await Product.keys(after: nil, in: db)
    while let last = some.last {
      let differences = try await KeptFigures.differences(of: some, in: db)
      check.add(differences)
      if !differences.isEmpty { try await Product.markStale(some, in: db) }
      some = try await Product.keys(after: last, in: db)
    }
  }
}

extension ClosedRange<LocalDate> {
  /// Seven days at a time: as much as is counted at once.
  fileprivate var weeks: some Sequence<[LocalDate]> {
    stride(from: lowerBound, through: upperBound, by: 7).lazy.map {
      Array($0...Swift.min($0 + 6, upperBound))
    }
  }
}
