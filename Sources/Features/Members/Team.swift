import Basics
import Localization
import Looks
import Web

/// What stands above every page of the team.
enum Team {
  enum Page: Sendable { case members, invitations, roles, security }

  static func tabs(_ request: Request, current: Page) -> [View] {
    func tab(_ title: Message, _ path: String, _ page: Page) -> View {
      View(request.locale.text(title), path: request.path(path), current: page == current)
    }
    let people = [tab("People", "/members", .members)]
    let invitations = request.can(.manageMembers) ? [tab("Invitations", "/invitations", .invitations)] : []
    let roles = [tab("Roles", "/roles", .roles)]
    let security = request.can(.manageSecurity) ? [tab("Signing in", "/security", .security)] : []
    return people + invitations + roles + security
  }
}
