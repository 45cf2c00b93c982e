import Basics
import Database

/// Brings the order lines of a CSV file into a shop's books.
///
/// The file is taken in batches, each in one transaction that also notes how far the file has been read. So
/// it may be killed at any moment and started again, and a file that is read twice, or has grown, adds only
/// what is new.
package enum OrderImport {
  /// What is read, and how it is to be understood.
  package struct File: Sendable {
    package let path: String
    /// The file, where it was opened beforehand by a process that may no longer open it by its path.
    package var descriptor: Int32?
    /// Whose invoice numbers these are: the same number of two sources is two invoices.
    package var source: String
    /// The zone in which the file's times are written; the shop's own when there is none.
    package var zone: TimeZoneRules?
    /// Where the rows go that cannot be read; beside the working directory under the file's name when there
    /// is none.
    package var rejects: String?
    /// Rows taken in one transaction: enough that its fixed cost does not show, few enough to be done in half
    /// a second.
    var batchSize = 10_000

    package init(_ path: String, source: String = "csv", zone: TimeZoneRules? = nil, rejects: String? = nil) {
      self.path = path
      self.source = source
      self.zone = zone
      self.rejects = rejects
    }

    /// Where the refused rows go: what was given, or the name of the file in the working folder.
    package var rejectsPath: String {
      rejects ?? "\(path.split(separator: "/").last ?? "orders").rejected.csv"
    }
  }

  /// The books it goes into.
  package struct Shop: Sendable {
    package let db: TenantDatabase
    package let currency: Currency
    package let zone: TimeZoneRules

    package init(db: TenantDatabase, currency: Currency, zone: TimeZoneRules) {
      self.db = db
      self.currency = currency
      self.zone = zone
    }
  }

  /// Reads the file to its end.
  /// - Parameter progress: called at most twice a second.
  /// - Throws: `Failure.conflict` when the file cannot be used, or another import of the shop is running.
  package static func run(
    _ file: File, into shop: Shop, progress: @escaping @Sendable (OrderImportProgress) -> Void = { _ in }
  ) async throws -> OrderImportReport {
    // A batch of lines may take its time on a slow disk.
    let report = try await shop.db.within(.seconds(60)).transaction { db in
      try await takeLock(in: db)
      var run = try await OrderImportRun(file, into: shop, by: db, progress: progress)
      try await run.readAll()
      return try await run.report(rejects: file.rejectsPath)
    }
    try await Rollups.restate(in: shop.db)
    return report
  }

  /// Keeps every other import of the shop away until the transaction ends. It is tried for some seconds,
  /// because the server lets go of what a killed process held only when it notices.
  static func takeLock(in db: TenantDatabase) async throws {
    for _ in 0..<25 {
      if try await db.runOne("select pg_try_advisory_xact_lock(\(lockKey(of: db.tenant)))", as: Bool.self) {
        return
      }
      try await Task.sleep(for: .milliseconds(200))
    }
    throw Failure.conflict(
      "Another import of this shop is running. Wait until it has ended, then start this one.")
  }

  static func lockKey(of tenant: TenantID) -> Int {
    Int(truncatingIfNeeded: tenant.high ^ tenant.low.byteSwapped)
  }
}
