import Basics
import Database
import Jobs
import Loop
import Sheets
import Storage
import Tenancy

/// Reads a whole file as its mapping says and writes nothing: what is in it, which rows would be refused, and how many of
/// its records are known.
package struct TryImport<Kind: ImportKind>: Job {
  package static var name: String { "\(Kind.key).try-import" }
  package static var timeLimit: Duration { .seconds(7200) }

  package let id: Import.ID
  package let revision: Int

  package func run(_ context: JobContext) async throws {
    let imported = try await Import.find(id, kind: Kind.key, in: context.db)
    guard imported.state == .draft, imported.revision == revision else { return }
    let tenant = try await Tenant.own(in: context.db)
    let shop = ImportShop(currency: tenant.currency, zone: tenant.zone)
    let target = ImportTarget(id: nil, source: imported.source, shop: shop)
    var trial = ImportTrial(revision: revision)
    do {
      let path = context.storage.path(of: imported.fileHash, for: context.db.tenant)
      let reading = try await ImportReading<Kind>.open(imported, at: path, for: shop)
      try await read(reading, into: &trial, for: target, in: context.db)
    } catch let failure as ImportFailure {
      trial.failure = failure
    }
    trial.isDone = true
    try await save(trial, in: context.db)
  }

  private func read(
    _ reading: ImportReading<Kind>, into trial: inout ImportTrial, for target: ImportTarget,
    in db: TenantDatabase
  ) async throws {
    let begun = monotonicNanoseconds()
    var told = begun
    var isLast = false
    while !isLast {
      let batch = try await reading.offloadedNext(10_000)
      trial.records += batch.records.count
      if !batch.records.isEmpty {
        trial.known += try await Kind.countKnown(batch.records, for: target, in: db)
      }
      trial.problems += batch.refusals.prefix(50 - trial.problems.count).map(\.row)
      trial.fraction = batch.fraction
      trial.report = reading.report
      let now = monotonicNanoseconds()
      trial.milliseconds = Int(now - begun) / 1_000_000
      if let failure = batch.failure { throw failure }
      isLast = batch.isLast
      if now - told >= 500_000_000 {
        told = now
        guard try await save(trial, in: db) else { return }
      }
    }
  }

  /// False when the mapping has been changed or the import begun meanwhile.
  @discardableResult
  private func save(_ trial: ImportTrial, in db: TenantDatabase) async throws -> Bool {
    try await db.run(
      """
      update imports set trial = \(JSON(trial)), changed_at = \(Instant.now)
       where tenant_id = \(db.tenant) and id = \(id) and state = 'draft' and revision = \(revision)
      """) == 1
  }
}
