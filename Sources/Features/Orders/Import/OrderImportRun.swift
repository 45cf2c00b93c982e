import Basics
import Database

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
      throw Failure.conflict(
        "The file's times have been read as those of \(record.zone) before. Give that zone.")
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
  private mutating func take(_ batch: ImportBatch, from start: Int) async throws -> (
    next: ImportBatch, start: Int
  ) {
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

  /// Lets others on, and the person know. A transaction in which nothing happens while a long file is passed
  /// over would be ended as idle.
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
