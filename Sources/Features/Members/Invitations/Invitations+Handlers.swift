import Audit
import Basics
import Crypto
import Database
import HTTP
import Identity
import Localization
import Looks
import Mail
import Web

extension Members {
  /// How many invitations a business may send: 200 at once, then one a minute. Somebody else's mailbox pays for them.
  private static let limit = RateLimiter(burst: 200, refill: .seconds(60))

  /// How many mails one address gets, whichever businesses ask: 10 at once, then one an hour. A business is made in a minute,
  /// and an invitation revoked in a second.
  private static let mailbox = StoredLimit(name: "invitation", burst: 10, refill: .seconds(3600))

  static func showInvitations(_ request: Request) async throws -> Response {
    try await invitationsPage(request, FormState(["role": request.query("role") ?? ""]))
  }

  private static func invitationsPage(
    _ request: Request, _ form: FormState, _ status: HTTPStatus = .ok
  ) async throws -> Response {
    let invitations = try await Invitation.all(in: request.db)
    let names = try await Identity.names(
      of: Array(Set(invitations.map(\.invitedBy))), in: request.site.databases.global)
    let roles = try await Role.all(in: request.db)
    return .page(
      InvitationsPage(invitations, names: names, roles: roles, form: form, request), status: status)
  }

  /// The answer is the same for addresses that have an account somewhere and those that have none.
  static func invite(_ request: Request) async throws -> Response {
    let filled = request.form(InvitationDraft.self)
    let role = try await Role.find(filled.state.value("role"), in: request.db)
    guard let draft = filled.draft, let role else {
      let state = role == nil ? filled.state.adding(Problem("role", "Choose one of these.")) : filled.state
      return try await invitationsPage(request, state, .unprocessableContent)
    }
    guard Granting(request).mayGive(role) else {
      return try await invitationsPage(request, filled.state.adding(.notYoursToGive), .unprocessableContent)
    }
    let members = try await Member.emails(among: draft.addresses.map(\.key), in: request.db)
    let new = draft.addresses.filter { !members.contains($0.key) }
    if isTooMany(new.count, request) {
      return try await invitationsPage(request, filled.state.adding(.tooManyInvitations), .tooManyRequests)
    }
    var free: [EmailAddress] = []
    for address in new where try await mayWrite(to: address, request) { free.append(address) }
    let sent = try await request.db.transaction { [free] db in
      var sent = 0
      for address in free where try await send(to: address, as: role, draft.message, request, db) {
        sent += 1
      }
      return sent
    }
    return invitations(request, saying: outcome(sent: sent, of: new.count, members: members.count))
  }

  private static func outcome(sent: Int, of wanted: Int, members: Int) -> Message {
    var words: Message = sent == 0 ? "No invitation was sent." : "\(sent) invitations are on their way."
    if members > 0 { words = "\(words) \(members) of these people work here already." }
    if sent < wanted {
      words = "\(words) \(wanted - sent) were written to too often; wait until theirs has ended."
    }
    return words
  }

  private static func isTooMany(_ count: Int, _ request: Request) -> Bool {
    (0..<count).contains { _ in limit.take("\(request.tenant.id)", at: request.now) != nil }
  }

  /// Asked before the transaction: of two businesses that ask the same people, none waits for the other.
  private static func mayWrite(to address: EmailAddress, _ request: Request) async throws -> Bool {
    try await mailbox.take(address.key, at: request.now, in: request.site.databases.global) == nil
  }

  /// The invitation, its mail and its entry in the log, in one transaction.
  private static func send(
    to address: EmailAddress, as role: Role, _ message: String, _ request: Request, _ db: TenantDatabase
  ) async throws -> Bool {
    if let waiting = try await Invitation.find(to: address, in: db)?.role, !Granting(request).mayGive(waiting)
    {
      throw Failure.invalid([.notYoursToChange])
    }
    let token = Token.random()
    guard
      try await Invitation.send(
        to: address, as: role, saying: message, by: request.member.person, token: token, at: request.now,
        in: db)
    else { return false }
    let link = "/join/\(request.tenant.slug)/\(token.text)"
    try await db.send(mail(to: address, as: role, message, link, request), at: request.now)
    let subject = AuditEntry.Subject("invitation", address.key)
    try await db.record(
      AuditEntry("members.invited", subject, after: ["role": role.label]), by: request.actor, at: request.now)
    return true
  }

  /// In the language of the business: nobody knows yet which one the person reads.
  private static func mail(
    to address: EmailAddress, as role: Role, _ message: String, _ path: String, _ request: Request
  ) -> MailMessage {
    let business = request.tenant.name
    var lines: [Message] = [
      "\(request.member.personName) asks you to work with them at \(business), as \(role.title)."
    ]
    if !message.isEmpty { lines.append(Message(verbatim: message)) }
    lines.append(
      "The link can be used once, within 7 days. If you do not know what this is about, do nothing.")
    return MailMessage(
      to: address, name: "", locale: request.tenant.locale, subject: "You are invited to \(business)",
      lines: lines,
      link: ("Join \(business)", path))
  }

  static func resend(_ request: Request) async throws -> Response {
    let invitation = try await open(request)
    guard let role = invitation.role, let address = EmailAddress(invitation.email) else {
      throw Failure.conflict(
        "The role of this invitation was deleted. Revoke it, and invite the person anew.")
    }
    guard !isTooMany(1, request) else { throw Failure.conflict(Problem.tooManyInvitations.message) }
    let mayWrite = try await mayWrite(to: address, request)
    let isSent = try await request.db.transaction { db in
      guard mayWrite else { return false }
      return try await send(to: address, as: role, invitation.message, request, db)
    }
    guard isSent else {
      throw Failure.conflict("This address was written to too often. Wait until its invitation has ended.")
    }
    return invitations(request, saying: "The invitation is on its way again. The link before it is void.")
  }

  static func revoke(_ request: Request) async throws -> Response {
    let invitation = try await open(request)
    try await request.db.transaction { db in
      guard try await invitation.revoke(at: request.now, in: db) else {
        throw Failure.conflict(.invitationIsOver)
      }
      let subject = AuditEntry.Subject("invitation", invitation.email.lowercased())
      try await db.record(
        AuditEntry("members.invitation-revoked", subject), by: request.actor, at: request.now)
    }
    return invitations(request, saying: "The invitation is revoked. Its link opens nothing any more.")
  }

  private static func open(_ request: Request) async throws -> Invitation {
    guard let found = try await Invitation.find(try request.id(of: Invitation.self), in: request.db) else {
      throw Failure.notFound
    }
    guard found.acceptedAt == nil, found.revokedAt == nil else { throw Failure.conflict(.invitationIsOver) }
    if let role = found.role, !Granting(request).mayGive(role) { throw Failure.invalid([.notYoursToChange]) }
    return found
  }

  private static func invitations(_ request: Request, saying message: Message) -> Response {
    .redirect(to: request.path("/invitations")).saying(Flash(request.locale.text(message)))
  }
}

extension Message {
  fileprivate static let invitationIsOver: Message = "This invitation was accepted or revoked already."
}

extension Problem {
  static let tooManyInvitations = Problem(
    "emails", "That is too many invitations in a short time. Wait an hour.")
}
