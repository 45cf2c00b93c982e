import Basics
import Database

/// Brings the order lines of a CSV file into a shop's books.
///
/// The file is taken in batches, each in one transaction that also notes how far the file has been read. So it may be
/// killed at any moment and started again, and a file that is read twice, or has grown, adds only what is new.
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
    /// Where the rows go that cannot be read; beside the working directory under the file's name when there is none.
    package var rejects: String?
    /// Rows taken in one transaction: enough that its fixed cost does not show, few enough to be done in half a second.
    var batchSize = 10_000

    package init(_ path: String, source: String = "csv", zone: TimeZoneRules? = nil, rejects: String? = nil) {
      self.path = path
      self.source = source
      self.zone = zone
      self.rejects = rejects
    }

    /// Where the refused rows go: what was given, or the name of the file in the working folder.
    package var rejectsPath: String { rejects ?? "\(path.split(separator: "/").last ?? "orders").rejected.csv" }
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
    try await shop.db.within(.seconds(60)).transaction { db in
      try await takeLock(in: db)
      var run = try await OrderImportRun(file, into: shop, by: db, progress: progress)
      try await run.readAll()
      return try await run.report(rejects: file.rejectsPath)
    }
  }

  /// Keeps every other import of the shop away until the transaction ends. It is tried for some seconds, because the
  /// server lets go of what a killed process held only when it notices.
  static func takeLock(in db: TenantDatabase) async throws {
    for _ in 0..<25 {
      if try await db.runOne("select pg_try_advisory_xact_lock(\(lockKey(of: db.tenant)))", as: Bool.self) { return }
      try await Task.sleep(for: .milliseconds(200))
    }
    throw Failure.conflict("Another import of this shop is running. Wait until it has ended, then start this one.")
  }

  static func lockKey(of tenant: TenantID) -> Int { Int(truncatingIfNeeded: tenant.high ^ tenant.low.byteSwapped) }
}

/// One reading of one file.
struct OrderImportRun: ~Copyable {
  private let record: OrderImportRecord
  private let writer: BatchWriter
  private var reader: ImportReader
  private var meter: ImportMeter
  private let begun = monotonicNanoseconds()
  private let batchSize: Int

  /// - Parameter db: a transaction that holds the lock.
  init(
    _ file: OrderImport.File, into shop: OrderImport.Shop, by db: TenantDatabase,
    progress: @escaping @Sendable (OrderImportProgress) -> Void = { _ in }
  ) async throws {
    let imported = try ImportFile(file)
    let zone = file.zone ?? shop.zone
    let record = try await OrderImportRecord.find(imported, of: file.source, zone: zone, in: db)
    guard record.zone == zone.identifier else {
      throw Failure.conflict("The file's times have been read as those of \(record.zone) before. Give that zone.")
    }
    let target = ImportTarget(source: file.source, currency: shop.currency, shopZone: shop.zone)
    let reader = try ImportReader(imported, zone: zone, currency: shop.currency, from: record.end)
    self.record = record
    self.reader = reader
    batchSize = file.batchSize
    writer = BatchWriter(db: db, record: record.id, target: target)
    meter = ImportMeter(progress)
  }

  /// Takes what is left of the file, or so many batches of it.
  mutating func readAll(batches limit: Int = .max) async throws {
    var (next, start, taken) = (try await nextBatch(), record.end, 0)
    while next.count > 0 {
      if taken == limit { return }
      (next, start) = try await take(next, from: start)
      taken += 1
    }
    if !record.isFinished { try await OrderImportRecord.finish(record.id, in: writer.db) }
  }

  /// Reads the next batch while the server takes in this one.
  private mutating func take(_ batch: ImportBatch, from start: Int) async throws -> (next: ImportBatch, start: Int) {
    let writer = writer
    async let written: Void = writer.write(batch, from: start)
    let next = try await nextBatch()
    try await written
    return (next, batch.end)
  }

  private mutating func nextBatch() async throws -> ImportBatch {
    var batch = ImportBatch()
    while batch.count < batchSize, try reader.readRow(into: &batch) {
      if reader.tally.rows % 500 == 0 { try await pause(isPassingOver: batch.count == 0) }
    }
    return batch
  }

  /// Lets others on, and the person know. A transaction in which nothing happens while a long file is passed over
  /// would be ended as idle.
  private mutating func pause(isPassingOver: Bool) async throws {
    await Task.yield()
    let wasTold = meter.tell(rows: reader.tally.rows, fraction: reader.fraction)
    if wasTold && isPassingOver { _ = try await writer.db.one("select 1::bigint", as: Int.self) }
  }

  /// Writes the refused rows out, and sums up.
  func report(rejects path: String) async throws -> OrderImportReport {
    let tally = reader.tally
    let hasRefusals = !tally.refused.isEmpty
    if hasRefusals { try await Refusal.write(record.id, header: reader.header, to: path, from: writer.db) }
    return OrderImportReport(
      tally, outcome: try await OrderImportRecord.outcome(of: record.id, in: writer.db),
      rejects: hasRefusals ? path : nil, wasFinished: record.isFinished,
      seconds: Double(monotonicNanoseconds() - begun) / 1e9)
  }
}

/// Takes batches in.
private struct BatchWriter: Sendable {
  /// A transaction, whose connection serves the whole import.
  let db: TenantDatabase
  let record: OrderImportRecord.ID
  let target: ImportTarget

  /// Keeps all of it at once: how far the file has been read, the lines, and what was refused.
  func write(_ batch: ImportBatch, from start: Int) async throws {
    try await OrderImportRecord.advance(record, from: start, by: batch, in: db)
    let outcome = try await batch.write(for: target, in: db)
    try await Refusal.add(batch.refusals, to: record, in: db)
    try await OrderImportRecord.count(outcome, for: record, in: db)
    try await db.checkpoint()
    // The lock went with the transaction; nobody who tries for it now and then comes in between.
    try await OrderImport.takeLock(in: db)
  }
}
