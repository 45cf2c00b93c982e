import Basics
import Localization

/// Somebody who has signed in, as a request sees it.
package struct Session: Sendable {
  /// The session's own id: shown in lists of sessions, of no use to sign in with.
  package let id: RecordID<Session>
  package let person: PersonID
  package let personName: String
  package let email: String
  /// What the person chose, or nil to follow the browser.
  package let language: Language?
  package let startedAt: Instant
  package let seenAt: Instant
  /// Where the person belongs, by name.
  package let memberships: [Membership]
  package let signedInWith: SignInMethod
  /// Whether the person has a second factor, used in this session or not.
  package let hasSecondFactor: Bool

  package init(
    id: RecordID<Session>, person: PersonID, personName: String, email: String, language: Language?,
    startedAt: Instant, seenAt: Instant, memberships: [Membership], signedInWith: SignInMethod = .password,
    hasSecondFactor: Bool = false
  ) {
    self.id = id
    self.person = person
    self.personName = personName
    self.email = email
    self.language = language
    self.startedAt = startedAt
    self.seenAt = seenAt
    self.memberships = memberships
    self.signedInWith = signedInWith
    self.hasSecondFactor = hasSecondFactor
  }

  /// The business that the person was in last, or the first by name.
  package var lastVisited: Membership? {
    memberships.reduce(nil) { last, next in
      guard let last else { return next }
      return (next.visitedAt ?? .distantPast) > (last.visitedAt ?? .distantPast) ? next : last
    }
  }

  /// Whether the business wants a second factor of this person, who has none.
  package func lacksSecondFactor(for membership: Membership) -> Bool {
    !hasSecondFactor && membership.policy.required(of: membership.role)
  }

  package func membership(of slug: some StringProtocol) -> Membership? {
    memberships.first { $0.tenant.slug == slug }
  }
}

/// A person's place in a business.
package struct Membership: Sendable {
  package let tenant: TenantProfile
  package let role: Role
  /// When the person was last seen to turn to this business; nil for never.
  package let visitedAt: Instant?
  /// What the business asks of its members' sessions.
  package let policy: SecurityPolicy

  package init(tenant: TenantProfile, role: Role, visitedAt: Instant? = nil, policy: SecurityPolicy = .usual)
  {
    self.tenant = tenant
    self.role = role
    self.visitedAt = visitedAt
    self.policy = policy
  }
}

/// What every page of a business needs to know of it.
package struct TenantProfile: Sendable {
  package let id: TenantID
  package let slug: String
  package let name: String
  package let locale: UserLocale
  /// Until when it holds made-up rows beside its own; nil when it holds none.
  package let sampleUntil: Instant?

  /// The locale is the business's own: its language, digits, currency and time zone.
  package init(id: TenantID, slug: String, name: String, locale: UserLocale, sampleUntil: Instant? = nil) {
    self.id = id
    self.slug = slug
    self.name = name
    self.locale = locale
    self.sampleUntil = sampleUntil
  }
}

/// Where sessions are kept. Identity provides it.
package protocol SessionStore: Sendable {
  /// The session of a token that is neither idle for too long nor past its end, in one round trip.
  ///
  /// It also notes, at most once a minute, that the session was seen.
  func session(for token: String, at now: Instant) async throws -> Session?
  /// Notes which of several businesses the person turns to.
  func visit(_ tenant: TenantID, by person: PersonID, at now: Instant) async
}

extension Instant {
  /// Before anything that was ever noted.
  fileprivate static let distantPast = Instant(microseconds: .min)
}
