import Basics
import Database
import Jobs
import Loop
import Storage

/// Lets go of what an import needs only while it can be undone or mended: its file, its refused rows, and the rows of before
/// it. What it came to stays. Drafts that nobody has gone on with for a week go whole.
struct ForgetOldImports: Job {
  static let name = "imports.forget-old"
  static let timeLimit: Duration = .seconds(1800)

  func run(_ context: JobContext) async throws {
    let db = context.db
    try await db.run(
      """
      delete from imports
       where tenant_id = \(db.tenant) and state = 'draft' and changed_at < \(context.now - .seconds(7 * 86400))
      """)
    // A day more than a person is told.
    let limit = context.now - .seconds((Import.daysToUndo + 1) * 86400)
    while try await forget(before: limit, in: db) {}
    try await removeFiles(before: limit, context)
  }

  /// A bounded part; whether there may be more.
  private func forget(before limit: Instant, in db: TenantDatabase) async throws -> Bool {
    let removed = try await db.run([
      """
      delete from import_refusals
       where tenant_id = \(db.tenant) and (import_id, line) in (
             select r.import_id, r.line
               from import_refusals r join imports i on i.tenant_id = \(db.tenant) and i.id = r.import_id
              where r.tenant_id = \(db.tenant) and \(fragment: isOver(limit)) limit 5000)
      """,
      """
      delete from import_changes
       where tenant_id = \(db.tenant) and (import_id, subject, row_id) in (
             select c.import_id, c.subject, c.row_id
               from import_changes c join imports i on i.tenant_id = \(db.tenant) and i.id = c.import_id
              where c.tenant_id = \(db.tenant) and \(fragment: isOver(limit)) limit 5000)
      """,
    ])
    return removed.contains { $0 > 0 }
  }

  private func isOver(_ limit: Instant) -> SQL {
    """
    i.state in ('finished', 'cancelled', 'failed', 'paused', 'undone')
    and coalesce(i.finished_at, i.changed_at) < \(limit)
    """
  }

  /// Also files that no import names: the process was killed between storing one and noting it. One that is sent again
  /// meanwhile is new again, and stays.
  private func removeFiles(before limit: Instant, _ context: JobContext) async throws {
    let (db, storage, yesterday) = (context.db, context.storage, context.now - .seconds(86400))
    let tenant = db.tenant
    let files = try await offload {
      storage.removeLeftovers(of: tenant, before: yesterday)
      return storage.files(of: tenant, keptBefore: yesterday)
    }
    let needed = try await db.all(
      """
      select distinct i.file_hash from imports i
       where i.tenant_id = \(db.tenant) and not (\(fragment: isOver(limit)))
      """, as: [UInt8].self)
    let idle = Set(files).subtracting(needed)
    try await offload { for file in idle { try storage.remove(file, for: tenant, keptBefore: yesterday) } }
  }
}
