import Audit
import Basics
import Database
import Synchronization
import Web

/// Notes once when a session comes into a business.
///
/// A class, since it remembers across requests which ones it has seen; the log itself knows of those before. Two processes
/// that see a session's first requests in the same moment may both note it, which does no harm.
final class Entrances: Sendable {
  static let shared = Entrances()

  private struct Entrance: Hashable {
    let session: RecordID<Session>
    let tenant: TenantID
  }

  private struct Seen {
    var now: Set<Entrance> = []
    /// Those before, so that forgetting some does not forget all.
    var before: Set<Entrance> = []
  }

  /// A session and a tenant are 32 bytes: a few megabytes at most.
  private static let most = 20_000
  private let seen = Mutex(Seen())

  func note(_ request: Request) async throws {
    let entrance = Entrance(session: request.member.id, tenant: request.tenant.id)
    guard isNew(entrance) else { return }
    do {
      try await record(request)
    } catch {
      _ = seen.withLock { $0.now.remove(entrance) }
      throw error
    }
  }

  private func isNew(_ entrance: Entrance) -> Bool {
    seen.withLock { seen in
      if seen.before.contains(entrance) { return false }
      if seen.now.count >= Entrances.most { seen = Seen(now: [], before: seen.now) }
      return seen.now.insert(entrance).inserted
    }
  }

  private func record(_ request: Request) async throws {
    let (db, session) = (request.db, request.member.id.description)
    let known = try await db.first(
      """
      select id from audit
       where tenant_id = \(db.tenant) and subject_kind = 'session' and subject_id = \(session)
         and action = 'session.entered'
       limit 1
      """, as: AuditID.self)
    guard known == nil else { return }
    let entry = AuditEntry("session.entered", .init("session", session))
    try await db.record(entry, by: request.actor, at: request.now)
  }
}
