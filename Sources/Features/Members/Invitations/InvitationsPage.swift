import Basics
import Identity
import Localization
import Looks
import Web

/// Who was asked to join, and the form to ask more.
struct InvitationsPage: Sendable {
  let shell: Shell
  let tabs: [View]
  let search: InvitationSearch
  let count: Int
  let lines: [Line]
  let newer: String?
  let older: String?
  let roles: [Option]
  let form: FormState
  let path: String
  let now: Instant

  struct Line: Sendable {
    let invitation: Invitation
    let state: Invitation.State
    let role: Message
    let inviter: String
  }

  init(
    _ search: InvitationSearch, _ invitations: [Invitation], count: Int, names: [PersonID: String],
    roles: [Role], form: FormState, _ request: Request
  ) {
    let granting = Granting(request)
    let locale = request.locale
    shell = request.shell(section: "/members")
    tabs = Team.tabs(request, current: .invitations)
    lines = invitations.map { invitation in
      Line(
        invitation: invitation, state: invitation.state(at: request.now),
        role: invitation.role?.title ?? "\(invitation.roleName), which was deleted",
        inviter: names[invitation.invitedBy] ?? "")
    }
    // The least first: nobody becomes an owner by a slip.
    let givable = roles.filter(granting.mayGive).reversed()
    self.roles = givable.sorted { granting.names(of: $0).count < granting.names(of: $1).count }.map {
      Option($0.reference, locale.text($0.title))
    }
    self.form = form
    path = request.path("/invitations")
    (self.search, self.count) = (search, count)
    let (offset, limit) = (search.offset, InvitationSearch.limit)
    newer = offset > 0 ? search.path(path, from: max(0, offset - limit)) : nil
    older = offset + limit < count ? search.path(path, from: offset + limit) : nil
    now = request.now
  }

  var emailsProblem: Message? { form.problem("emails") }
  var messageProblem: Message? { form.problem("message") }
  var hasOpen: Bool { lines.contains { $0.state.isOpen } }

  func states(_ locale: UserLocale) -> [Option] {
    [Option("", locale.text("Every state"))]
      + Invitation.State.allCases.map { Option($0.rawValue, locale.text($0.title)) }
  }
}

extension Invitation.State {
  var title: Message {
    switch self {
    case .waiting: "Waits"
    case .ended: "Has ended"
    case .accepted: "Accepted"
    case .revoked: "Revoked"
    }
  }

  var tone: Tone {
    switch self {
    case .waiting: .wait
    case .ended, .revoked: .plain
    case .accepted: .good
    }
  }

  var isOpen: Bool { self == .waiting || self == .ended }
}
