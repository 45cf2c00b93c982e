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
    try await invitationsPage(request, FormState(["role": request.query("as") ?? ""]))
  }

  private static func invitationsPage(
    _ request: Request, _ form: FormState, _ status: HTTPStatus = .ok
  ) async throws -> Response {
    let search = InvitationSearch(request)
    let invitations = try await Invitation.search(search, in: request.db)
    let count = try await Invitation.count(search, in: request.db)
    let names = try await Identity.names(
      of: Array(Set(invitations.map(\.invitedBy))), in: request.site.databases.global)
    let roles = try await Role.all(in: request.db)
    let page = InvitationsPage(
      search, invitations, count: count, names: names, roles: roles, form: form, request)
    return .page(page, status: status)
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
    return sent < wanted ? words.adding(tooOften: wanted - sent) : words
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
    try await resend([request.id(of: Invitation.self)], request)
  }

  static func resendSeveral(_ request: Request) async throws -> Response {
    try await resend(ticked(request), request)
  }

  /// Those that were written to too often stay as they are; whatever else is wrong with one stops all of them.
  private static func resend(_ ids: Set<RecordID<Invitation>>, _ request: Request) async throws -> Response {
    let letters = try await open(ids, request).map { invitation in
      guard let role = invitation.role, let address = EmailAddress(invitation.email) else {
        throw Failure.conflict(
          "The role of this invitation was deleted. Revoke it, and invite the person anew.")
      }
      return (address: address, role: role, message: invitation.message)
    }
    guard !isTooMany(letters.count, request) else {
      throw Failure.conflict(Problem.tooManyInvitations.message)
    }
    var allowed: [(address: EmailAddress, role: Role, message: String)] = []
    for letter in letters where try await mayWrite(to: letter.address, request) { allowed.append(letter) }
    let sent = try await request.db.transaction { [allowed] db in
      var sent = 0
      for letter in allowed
      where try await send(to: letter.address, as: letter.role, letter.message, request, db) { sent += 1 }
      return sent
    }
    guard sent > 0 else {
      throw Failure.conflict("This address was written to too often. Wait until its invitation has ended.")
    }
    let words: Message =
      sent == 1
      ? "The invitation is on its way again. The link before it is void."
      : "\(sent) invitations are on their way again. The links before them are void."
    return invitations(
      request, saying: sent < letters.count ? words.adding(tooOften: letters.count - sent) : words)
  }

  static func revoke(_ request: Request) async throws -> Response {
    try await revoke([request.id(of: Invitation.self)], request)
  }

  static func revokeSeveral(_ request: Request) async throws -> Response {
    try await revoke(ticked(request), request)
  }

  private static func revoke(_ ids: Set<RecordID<Invitation>>, _ request: Request) async throws -> Response {
    let revoked = try await open(ids, request)
    try await request.db.transaction { db in
      for invitation in revoked {
        guard try await invitation.revoke(at: request.now, in: db) else {
          throw Failure.conflict(.invitationIsOver)
        }
        let subject = AuditEntry.Subject("invitation", invitation.email.lowercased())
        try await db.record(
          AuditEntry("members.invitation-revoked", subject), by: request.actor, at: request.now)
      }
    }
    let words: Message =
      revoked.count == 1
      ? "The invitation is revoked. Its link opens nothing any more."
      : "\(revoked.count) invitations are revoked. Their links open nothing any more."
    return invitations(request, saying: words)
  }

  private static func ticked(_ request: Request) throws -> Set<RecordID<Invitation>> {
    let ids = Set((request.facts.fields["invitation"] ?? []).compactMap { RecordID<Invitation>($0) })
    guard !ids.isEmpty else { throw Failure.invalid([Problem(nil, "Pick at least one invitation.")]) }
    return ids
  }

  private static func open(_ ids: Set<RecordID<Invitation>>, _ request: Request) async throws -> [Invitation]
  {
    let found = try await Invitation.all(Array(ids), in: request.db)
    guard found.count == ids.count else { throw Failure.notFound }
    guard found.allSatisfy({ $0.acceptedAt == nil && $0.revokedAt == nil }) else {
      throw Failure.conflict(.invitationIsOver)
    }
    let granting = Granting(request)
    guard found.allSatisfy({ $0.role.map(granting.mayGive) ?? true }) else {
      throw Failure.invalid([.notYoursToChange])
    }
    return found
  }

  private static func invitations(_ request: Request, saying message: Message) -> Response {
    .redirect(to: request.path("/invitations")).saying(Flash(request.locale.text(message)))
  }
}

extension Message {
  fileprivate func adding(tooOften count: Int) -> Message {
    "\(self) \(count) were written to too often; wait until theirs has ended."
  }

  fileprivate static let invitationIsOver: Message = "This invitation was accepted or revoked already."
}

extension Problem {
  static let tooManyInvitations = Problem(
    "emails", "That is too many invitations in a short time. Wait an hour.")
}
