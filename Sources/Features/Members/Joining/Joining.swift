import Audit
import Basics
import Crypto
import Database
import Identity
import Tenancy
import Web

/// The link of an invitation, followed: the business, what was asked, and the business's own rows.
struct Joining: Sendable {
  let tenant: Tenant
  let token: Token
  let invitation: Invitation
  let role: Role
  let email: EmailAddress
  private let db: TenantDatabase

  /// Why a link opens nothing.
  enum Refusal: Error {
    /// Not one of ours, used, replaced, revoked, too old: a stranger is not told which.
    case void
    case roleIsGone(business: String)
    /// Who stands for it has left, or may not give this role any more.
    case inviterMayNot(business: String)
  }

  init(_ request: OpenRequest) async throws {
    guard let slug = Slug(request.parameter("slug")), let token = Token(request.parameter("token")) else {
      throw Refusal.void
    }
    do { tenant = try await Tenant.find(slug, in: request.global) } catch Failure.notFound {
      throw Refusal.void
    }
    db = request.site.databases.tenant(tenant.id)
    guard let invitation = try await Invitation.find(token, in: db),
      invitation.state(at: request.now) == .waiting,
      let email = EmailAddress(invitation.email)
    else { throw Refusal.void }
    guard let role = invitation.role else { throw Refusal.roleIsGone(business: tenant.name) }
    (self.token, self.invitation, self.role, self.email) = (token, invitation, role, email)
    let inviter = try await Member.find(invitation.invitedBy, in: db)?.role
    guard let inviter, inviter == .owner || inviter.holds(.manageMembers),
      Granting(inviter, of: request.site.permissions).mayGive(role)
    else {
      throw Refusal.inviterMayNot(business: tenant.name)
    }
  }

  var path: String { "/join/\(tenant.slug)/\(token.text)" }

  /// Whether the address is one that the person signs in with.
  func isFor(_ session: Session) -> Bool { EmailAddress(session.email)?.key == email.key }

  /// Joins a person, who may be made in the same transaction. Somebody who belongs there already keeps their role.
  func join(_ person: PersonID, _ actor: Actor, new account: NewAccount? = nil, at now: Instant) async throws
  {
    try await db.transaction { db in
      try await account?.insert(at: now, in: db)
      guard try await invitation.accept(token, by: person, at: now, in: db) else { throw Refusal.void }
      if try await Member.find(person, in: db) != nil { return }
      try await Identity.addMember(person, as: role, to: db.tenant, at: now, in: db)
      guard let member = try await Member.find(person, in: db) else { throw Refusal.void }
      let entry = AuditEntry(
        "members.joined", .init("member", member), after: ["role": role.label, "email": member.email])
      try await db.record(entry, by: actor, at: now)
    }
  }
}
