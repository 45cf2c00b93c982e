import Basics
import Database
import Jobs

extension StoredMail {
  static let columns: SQL = "id, email, name, subject, body, state, attempt, created_at, error"

  package static func find(_ id: ID, in db: TenantDatabase) async throws -> StoredMail {
    try await db.one(
      "select \(fragment: columns) from mails where tenant_id = \(db.tenant) and id = \(id)")
  }

  /// Newest first; of one address where one is given, in any spelling of its letters.
  package static func recent(
    in db: TenantDatabase, to address: EmailAddress? = nil, limit: Int = 100
  ) async throws -> [StoredMail] {
    let whose: SQL = address.map { "and lower(email) = \($0.key)" } ?? .nothing
    return try await db.all(
      """
      select \(fragment: columns) from mails
       where tenant_id = \(db.tenant) \(fragment: whose)
       order by id desc
       limit \(limit)
      """)
  }

  static func failed(in db: TenantDatabase, limit: Int = 50) async throws -> [StoredMail] {
    try await db.all(
      """
      select \(fragment: columns) from mails
       where tenant_id = \(db.tenant) and state = 'failed'
       order by id desc
       limit \(limit)
      """)
  }

  /// Another round of tries for one that failed; `Failure.notFound` for any other.
  static func sendAgain(_ id: ID, in db: TenantDatabase, at now: Instant) async throws {
    try await db.transaction { db in
      let changed = try await db.run(
        """
        update mails set state = 'waiting', ended_at = null
         where tenant_id = \(db.tenant) and id = \(id) and state = 'failed' and body is not null
        """)
      guard changed == 1 else { throw Failure.notFound }
      try await db.enqueue(SendMail(mail: id), at: now, priority: .urgent)
    }
  }

  /// Takes a mail to send it, or nil where it has come to its end, or a later run has taken it.
  static func begin(_ id: ID, at now: Instant, in db: TenantDatabase) async throws -> StoredMail? {
    try await db.runFirst(
      """
      update mails
         set state = 'sending', attempt = attempt + 1, begun_at = \(now)
       where tenant_id = \(db.tenant) and id = \(id) and state in ('waiting', 'sending')
      returning \(fragment: columns)
      """)
  }

  /// What became of this run; nothing is written where another has begun since.
  func end(_ end: State, error: String? = nil, at now: Instant, in db: TenantDatabase) async throws {
    let isOver = end != .waiting
    try await db.run(
      """
      update mails
         set state = \(end), ended_at = \(isOver ? now : nil), error = \(error),
             body = case when \(end == .sent) then null else body end
       where tenant_id = \(db.tenant) and id = \(id) and state = 'sending' and attempt = \(attempt)
      """)
  }
}
