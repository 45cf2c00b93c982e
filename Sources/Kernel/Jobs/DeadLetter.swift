import Basics
import Database

/// A job that failed for the last time and waits for a person: to run it again, or to let it go.
package struct DeadLetter: FromRow, Sendable {
  package let id: JobID
  package let name: String
  /// The job's own words for what it was to do, as JSON.
  package let payload: String
  /// What the last run threw.
  package let error: String
  /// Runs it has had.
  package let attempts: Int
  package let created: Instant
  package let died: Instant

  package init(row: inout Row) throws {
    id = try row.next()
    name = try row.next()
    payload = try row.next()
    error = try row.next()
    attempts = try row.next()
    created = try row.next()
    died = try row.next()
  }
}

extension DeadLetter {
  /// The last ones, newest first.
  /// - Parameter last: The last of the page before.
  package static func recent(
    in db: TenantDatabase, before last: DeadLetter? = nil, limit: Int = 50
  ) async throws -> [DeadLetter] {
    let before: SQL = last.map { "and (finished_at, id) < (\($0.died), \($0.id))" } ?? .nothing
    return try await db.all(
      """
      \(fragment: columns)
       where tenant_id = \(db.tenant) and finished_at is not null and state = 'dead' \(fragment: before)
       order by finished_at desc, id desc
       limit \(limit)
      """)
  }

  package static func find(_ id: JobID, in db: TenantDatabase) async throws -> DeadLetter {
    try await db.one("\(fragment: columns) where tenant_id = \(db.tenant) and id = \(id) and state = 'dead'")
  }

  package static func count(in db: TenantDatabase) async throws -> Int {
    try await db.one(
      "select count(*) from jobs where tenant_id = \(db.tenant) and finished_at is not null and state = 'dead'"
    )
  }

  /// Puts it back into the queue, with all its runs before it. `Failure.notFound` when it is no dead letter any more.
  package static func retry(_ id: JobID, in db: TenantDatabase, at now: Instant = .now) async throws {
    let changed = try await db.run([
      """
      update jobs
         set state = 'waiting', attempt = 0, due_at = \(now), finished_at = null
       where tenant_id = \(db.tenant) and id = \(id) and state = 'dead'
      """,
      db.wakeUp(at: now),
    ])
    guard changed.first == 1 else { throw Failure.notFound }
  }

  /// Lets it go: it will not run. Its unique key stays taken for seven days.
  package static func discard(_ id: JobID, in db: TenantDatabase, at now: Instant = .now) async throws {
    let changed = try await db.run(
      """
      update jobs
         set state = 'done', finished_at = \(now)
       where tenant_id = \(db.tenant) and id = \(id) and state = 'dead'
      """)
    guard changed == 1 else { throw Failure.notFound }
  }

  private static let columns: SQL =
    "select id, name, payload::text, coalesce(error, ''), attempt, created_at, finished_at from jobs"
}
