import Basics
import Identity
import Localization
import Looks
import Web

/// What a business asks of its members' sessions, and everything that asks who is sitting there.
struct SecurityPage: Sendable {
  let shell: Shell
  let tabs: [View]
  let policy: SecurityPolicy
  let roles: [Role]
  let idle: [Option]
  let longest: [Option]
  let actions: [DangerousAction]
  let path: String

  init(_ policy: SecurityPolicy, roles: [Role], _ request: Request) {
    let locale = request.locale
    shell = request.shell(section: "/members")
    tabs = Team.tabs(request, current: .security)
    self.policy = policy
    self.roles = roles
    idle = SecurityDraft.idleChoices.map { Option("\($0)", locale.text("\($0) minutes")) }
    longest = SecurityDraft.longestChoices.map { Option("\($0)", locale.text("\($0) hours")) }
    actions = request.site.dangerousActions
    path = request.path("/security")
  }
}

extension DangerousAction {
  /// What a person has to show, in words.
  var proof: Message {
    switch factor {
    case .any: "Password or second factor"
    case .strongest: "Second factor, or the password of who has none"
    case .second: "Second factor"
    }
  }

  /// How long a proof lasts, in words.
  var lasting: Message {
    let minutes = Int(freshness.components.seconds) / 60
    return minutes == 0 ? "Each time" : "Once in \(minutes) minutes"
  }
}
