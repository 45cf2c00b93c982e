import Basics
import Crypto
import Database
import Localization
import Loop
import Tenancy
import Web

/// The sessions in the database: the store that Web asks at every request.
package struct StoredSessions: SessionStore {
  let db: PlatformDatabase

  /// `db` is the global database of the application's login.
  package init(_ db: PlatformDatabase) { self.db = db }

  /// A session of a person who does nothing for so long ends.
  static let idle = SecurityPolicy.usual.idle
  /// A session ends after this in any case: a shift.
  static let longest = SecurityPolicy.usual.longest
  /// A session that is over is known for a day: a form that comes late is kept for its person.
  static let keptAfterEnd = Duration.seconds(24 * 60 * 60)
  /// How exactly `seen_at` is kept. An idle session may so end a minute early, never late.
  static let seenEvery = Duration.seconds(60)

  package func session(for token: String, at now: Instant) async throws -> Session? {
    guard let token = Token(token) else { return nil }
    let places = try await db.all(
      """
      select s.id, s.created_at, s.seen_at, p.id, p.name, p.language,
             (select e.address from sign_in_emails e where e.person_id = p.id order by e.created_at limit 1),
             s.signed_in_with, \(fragment: SecondFactors.exist(for: "p.id")),
             m.role, r.id, r.name, r.permissions, m.visited_at, o.second_factor, o.idle_minutes, o.longest_hours,
             \(fragment: Tenant.columns)
        from sessions s
        join people p on p.id = s.person_id
        left join memberships m on m.person_id = p.id
        left join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
        left join tenant_policies o on o.tenant_id = m.tenant_id
        left join tenants t on t.id = m.tenant_id
       where s.token_hash = \(token.hash) and s.ends_at > \(now) and s.seen_at > \(now - Self.idle)
       order by t.name, t.id
      """, as: SessionPlace.self)
    guard let session = places.first?.session(with: places.compactMap(\.membership)),
      session.isAllowed(at: now)
    else { return nil }
    if now - session.seenAt >= Self.seenEvery { await noteSeen(session.id, at: now) }
    return session
  }

  /// Beside the request, as below.
  package func visit(_ tenant: TenantID, by person: PersonID, at now: Instant) async {
    let db = db
    let note = {
      _ = try? await db.run(
        """
        update memberships set visited_at = \(now)
         where tenant_id = \(tenant) and person_id = \(person) and (visited_at is null or visited_at < \(now))
        """)
    }
    if let loop = EventLoop.current { _ = loop.spawn(note) } else { await note() }
  }

  /// Beside the request, which does not wait for it. Of several requests at once the first one writes; when none
  /// can, the next request tries again.
  private func noteSeen(_ id: RecordID<Session>, at now: Instant) async {
    let db = db
    let note = {
      _ = try? await db.run(
        "update sessions set seen_at = \(now) where id = \(id) and seen_at <= \(now - StoredSessions.seenEvery)"
      )
    }
    if let loop = EventLoop.current { _ = loop.spawn(note) } else { await note() }
  }
}

/// A session with one of its person's businesses, or with none.
private struct SessionPlace: FromRow {
  let id: RecordID<Session>
  let startedAt: Instant
  let seenAt: Instant
  let person: PersonID
  let personName: String
  let language: Language?
  let email: String
  let signedInWith: SignInMethod
  let hasSecondFactor: Bool
  let membership: Membership?

  init(row: inout Row) throws {
    id = try row.next()
    startedAt = try row.next()
    seenAt = try row.next()
    person = try row.next()
    personName = try row.next()
    language = try row.next()
    email = try row.next()
    signedInWith = SignInMethod(rawValue: try row.next()) ?? .password
    hasSecondFactor = try row.next()
    let role = try Role.next(in: &row)
    let visitedAt: Instant? = try row.next()
    let policy = try SecurityPolicy.next(in: &row)
    let tenant = try Tenant.next(in: &row)
    membership =
      if let role, let tenant {
        Membership(tenant: tenant.profile, role: role, visitedAt: visitedAt, policy: policy)
      } else { nil }
  }

  func session(with memberships: [Membership]) -> Session {
    Session(
      id: id, person: person, personName: personName, email: email, language: language, startedAt: startedAt,
      seenAt: seenAt, memberships: memberships, signedInWith: signedInWith, hasSecondFactor: hasSecondFactor)
  }
}
