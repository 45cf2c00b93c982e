import Basics
import Identity
import Localization
import Looks
import Web

/// One role: what it allows, who holds it, and how to change it.
struct RolePage: Sendable {
  let shell: Shell
  let role: Role
  let holders: [Member]
  let count: Int
  let groups: [PermissionGroup]
  /// Whether the reader may change or delete it.
  let isChangeable: Bool
  let mayManage: Bool
  let mayCopy: Bool
  let granting: Granting
  /// What its holders can be given instead.
  let successors: [Option]
  let needsSecondFactor: Bool
  let form: FormState
  let base: String

  init(_ role: Role, holders: [Member], count: Int, roles: [Role], form: FormState, _ request: Request) {
    let granting = Granting(request)
    let locale = request.locale
    shell = request.shell(section: "/members")
    self.role = role
    self.holders = holders
    self.count = count
    groups = PermissionGroup.all(of: request.site.permissions)
    mayManage = request.can(.manageRoles)
    let isCustom = if case .custom = role { true } else { false }
    isChangeable = mayManage && isCustom && granting.mayGive(role)
    mayCopy = mayManage && role != .owner && granting.mayGive(role)
    self.granting = granting
    successors = roles.filter { $0 != role && granting.mayGive($0) }.map {
      Option($0.reference, locale.text($0.title))
    }
    needsSecondFactor = request.member.membership(of: request.tenant.slug)?.policy.required(of: role) ?? false
    self.form = form
    base = request.path("")
  }

  var path: String { "\(base)/roles/\(role.reference)" }
  var others: Int { count - holders.count }
  var held: Int { groups.reduce(0) { $0 + $1.held(by: role) } }
  var permissionCount: Int { groups.reduce(0) { $0 + $1.permissions.count } }

  func isTicked(_ permission: Permission) -> Bool {
    form.problems.isEmpty ? role.holds(permission) : form.isChosen("permission", permission.name)
  }
}
