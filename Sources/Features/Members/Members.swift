import Audit
import Basics
import Jobs
import Looks
import Web

/// Who belongs to a business and may do what there: members, invitations, roles, and what is asked of their sessions.
///
/// Owns `invitations` and `member_changes`. Memberships, roles and policies are Identity's, who reads them with every session.
package enum Members: Feature {
  package static func routes(_ routes: inout Routes) {
    routes.get("/members", for: .can(.viewMembers), index)
    routes.post("/members.csv", for: .can(.manageMembers), stepUp: .exportMembers, download)
    routes.get("/members/:id", for: .can(.viewMembers), show)
    routes.post("/members/role", for: .can(.manageMembers), stepUp: .changeMemberRole, changeRole)
    routes.post("/members/removal", for: .can(.manageMembers), stepUp: .removeMembers, remove)
    routes.post("/members/changes/:id/undo", for: .can(.manageMembers), stepUp: .undoTeamChange, undo)
    routes.post("/leave", for: .members, leave)

    routes.get("/invitations", for: .can(.manageMembers), showInvitations)
    routes.post("/invitations", for: .can(.manageMembers), stepUp: .inviteMembers, invite)
    routes.post("/invitations/resend", for: .can(.manageMembers), stepUp: .inviteMembers, resendSeveral)
    routes.post("/invitations/revocation", for: .can(.manageMembers), revokeSeveral)
    routes.post("/invitations/:id/resend", for: .can(.manageMembers), stepUp: .inviteMembers, resend)
    routes.post("/invitations/:id/revocation", for: .can(.manageMembers), revoke)
    routes.get("/join/:slug/:token", for: .everyone, showJoining)
    routes.post("/join/:slug/:token", for: .signedIn, join)
    routes.post("/join/:slug/:token/account", for: .everyone, joinWithNewAccount)
    routes.post("/join/:slug/:token/sign-out", for: .signedIn, signOutToJoin)

    routes.get("/roles", for: .can(.viewMembers), showRoles)
    routes.post("/roles", for: .can(.manageRoles), stepUp: .changeRoles, createRole)
    routes.get("/roles/:id", for: .can(.viewMembers), showRole)
    routes.post(
      "/roles/:id", for: .can(.manageRoles), stepUp: .changeRoles,
      asks: StepUpQuestion(about: roleName), updateRole)
    routes.post(
      "/roles/:id/removal", for: .can(.manageRoles), stepUp: .changeRoles,
      asks: StepUpQuestion(about: roleName), removeRole)

    routes.get("/security", for: .can(.manageSecurity), showSecurity)
    routes.post("/security", for: .can(.manageSecurity), stepUp: .changeSecurity, updateSecurity)
  }

  package static var permissions: [Permission] {
    [.viewMembers, .manageMembers, .manageRoles, .manageSecurity]
  }

  package static var auditedActions: [AuditedAction] { AuditedAction.team }

  package static var jobs: [any Job.Type] { [SweepInvitations.self] }
  package static var schedule: [ScheduledJob] { [SweepInvitations.appointment] }

  package static var dangerousActions: [DangerousAction] {
    [
      .inviteMembers, .changeMemberRole, .removeMembers, .exportMembers, .undoTeamChange, .changeRoles,
      .changeSecurity,
    ]
  }

  package static var navigation: [NavigationEntry] {
    [NavigationEntry("Team and roles", path: "/members", icon: .key, permission: .viewMembers)]
  }
}

extension Permission {
  package static let viewMembers = Permission(
    "members.view", "See who works here", "Names, addresses and roles of everybody in the team.",
    roles: [.admin])
  package static let manageMembers = Permission(
    "members.manage", "Invite, change and remove people",
    "Only in roles whose permissions they hold themselves; owners are made by owners alone.", roles: [.admin])
  package static let manageRoles = Permission(
    "roles.manage", "Make and change roles", "Only out of permissions that they hold themselves.",
    roles: [.admin])
  package static let manageSecurity = Permission(
    "security.manage", "Decide how people sign in",
    "Who needs a second factor, and how long a session lasts.",
    roles: [.admin])
}

extension DangerousAction {
  package static let inviteMembers = DangerousAction(
    "members.invite", "Invite people", factor: .any, freshness: .seconds(15 * 60))
  package static let changeMemberRole = DangerousAction(
    "members.change-role", "Change somebody's role", factor: .strongest)
  package static let removeMembers = DangerousAction("members.remove", "Remove people", factor: .strongest)
  package static let exportMembers = DangerousAction(
    "members.export", "Export the team", factor: .strongest, freshness: .seconds(5 * 60))
  /// What it takes back was proven when it was done: that proof is still good, and a stolen cookie has none.
  package static let undoTeamChange = DangerousAction(
    "members.undo", "Take a change of the team back", factor: .strongest, freshness: .seconds(15 * 60))
  package static let changeRoles = DangerousAction("roles.change", "Change roles", factor: .strongest)
  package static let changeSecurity = DangerousAction(
    "security.change", "Change how people sign in", factor: .strongest)
}
