import Basics
import Database
import Sheets
import Storage
import Tenancy

/// One run over one file: it takes what is left of it, batch by batch, until the end or until somebody stops it.
///
/// A batch is a transaction that first moves the import's mark from where this run took it to be. So a run that was replaced,
/// or whose import was paused, cancelled or ended elsewhere, comes to nothing, whatever it has read.
package struct ImportRun<Kind: ImportKind>: Sendable {
  package let db: TenantDatabase
  package let imported: Import
  let key: RecordID<ImportRunner>
  let target: ImportTarget
  let path: String
  /// Enough that the fixed cost of a transaction does not show, few enough to be done in half a second.
  var batchSize = 10_000

  /// Goes on with an import that is waiting for it or was left by another run.
  /// - Parameters:
  ///   - undoing: whether it is being taken back rather than taken.
  ///   - patience: How long a command that is at work on it may be silent before it is replaced.
  /// - Returns: nil when it is not this import's turn, or nothing is to be done with it.
  package static func begin(
    _ id: Import.ID, as key: RecordID<ImportRunner> = RecordID(), undoing: Bool = false,
    patience: Duration = .seconds(15), storage: FileStorage,
    in db: TenantDatabase
  ) async throws -> ImportRun? {
    guard
      let imported = try await Import.take(
        id, kind: Kind.key, by: key, undoing: undoing, patience: patience, in: db)
    else {
      return nil
    }
    let tenant = try await Tenant.own(in: db)
    let shop = ImportShop(currency: tenant.currency, zone: tenant.zone)
    return ImportRun(
      db: db.within(.seconds(120)), imported: imported, key: key,
      target: ImportTarget(id: id, source: imported.source, shop: shop),
      path: storage.path(of: imported.fileHash, for: db.tenant))
  }

  /// Takes what is left of the file, restates the figures, and lets the next import of the shop begin.
  package func run() async throws {
    // It was taken back before it had its turn.
    if imported.state == .undoing { return try await undo() }
    do {
      if imported.state == .running { try await readAll() }
      try await Kind.restate(target, in: db)
      try await Import.finish(imported.id, by: key, in: db)
    } catch let failure as ImportFailure {
      try await Import.fail(imported.id, by: key, for: failure, in: db)
    } catch is ImportStopped {
    }
    try await settle()
  }

  /// Behind a pause, a cancellation or a failure the figures are restated for what is in.
  private func settle() async throws {
    let state = try await Import.state(of: imported.id, in: db)
    if state == .paused || state == .cancelled || state == .failed { try await Kind.restate(target, in: db) }
    try await Import.startNext(in: db)
  }

  private func readAll() async throws {
    let reading = try await ImportReading<Kind>.open(imported, at: path, for: target.shop)
    var watch = Stopwatch()
    var start = imported.position.offset
    var batch = try await reading.offloadedNext(batchSize)
    while true {
      let (taken, from, milliseconds) = (batch, start, watch.lap())
      let isEnd = taken.isLast || taken.failure != nil
      if taken.rows > 0 {
        // The next batch is read while the server takes in this one.
        async let upcoming = isEnd ? taken : reading.offloadedNext(batchSize)
        try await write(taken, from: from, milliseconds: milliseconds)
        start = taken.end.offset
        batch = try await upcoming
      } else {
        try await Import.beat(imported.id, by: key, in: db)
        if !isEnd { batch = try await reading.offloadedNext(batchSize) }
      }
      if let failure = taken.failure {
        try await Import.keep(reading.report, of: imported.id, by: key, in: db)
        throw failure
      }
      if taken.isLast { break }
    }
    try await Import.count(imported.id, by: key, reading.report, in: db)
  }

  /// Keeps all of it at once: how far the file has been read, the records, and what was refused.
  private func write(_ batch: ImportBatch<Kind.Reader.Record>, from start: Int, milliseconds: Int)
    async throws
  {
    try await db.transaction { db in
      try await Import.advance(
        imported.id, by: key, from: start, over: BatchExtent(batch, milliseconds: milliseconds), in: db)
      let outcome = try await Kind.write(batch.records, for: target, in: db)
      try await Refusal.add(batch.refusals, to: imported.id, in: db)
      try await Import.add(outcome, to: imported.id, in: db)
    }
  }
}

/// Milliseconds from one look at it to the next.
private struct Stopwatch {
  private var last = monotonicNanoseconds()

  mutating func lap() -> Int {
    let now = monotonicNanoseconds()
    defer { last = now }
    return Int(now - last) / 1_000_000
  }
}

/// This run is not the one that is at work on the import any more, or nobody is to be.
struct ImportStopped: Error {}
