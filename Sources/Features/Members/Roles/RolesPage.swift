import Basics
import Identity
import Localization
import Looks
import Web

/// Who can do what: every role beside every permission.
struct RolesPage: Sendable {
  let shell: Shell
  let tabs: [View]
  let roles: [Role]
  let counts: [String: Int]
  let groups: [PermissionGroup]
  let permissionCount: Int
  let mayManage: Bool
  let models: [Option]
  let form: FormState
  let path: String

  init(_ roles: [Role], counts: [String: Int], form: FormState, _ request: Request) {
    let granting = Granting(request)
    let locale = request.locale
    shell = request.shell(section: "/members")
    tabs = Team.tabs(request, current: .roles)
    self.roles = roles
    self.counts = counts
    groups = PermissionGroup.all(of: request.site.permissions)
    permissionCount = request.site.permissions.count
    mayManage = request.can(.manageRoles)
    let none = Option("", locale.text("Nothing yet"))
    let copies = roles.filter { $0 != .owner && granting.mayGive($0) }
    models = [none] + copies.map { Option($0.reference, locale.text("What \(locale.text($0.title)) may do")) }
    self.form = form
    path = request.path("/roles")
  }

  func count(_ role: Role) -> Int { counts[role.reference] ?? 0 }
  func held(by role: Role) -> Int { groups.reduce(0) { $0 + $1.held(by: role) } }
}

extension Role {
  /// What a role is for, in a sentence.
  var purpose: Message {
    switch self {
    case .ready(.owner): "Everything, and alone decides who else is an owner."
    case .ready(.admin): "Runs the business day by day, with its people and settings."
    case .ready(.marketer): "Speaks to customers and looks at what it brings."
    case .ready(.agent): "Answers customers and looks after their orders."
    case .ready(.seller): "Looks after products and orders."
    case .ready(.analyst): "Looks at everything that is sold, and changes nothing."
    case .custom: "Made by this business."
    }
  }
}
