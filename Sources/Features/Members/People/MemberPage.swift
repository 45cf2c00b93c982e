import Basics
import Identity
import Localization
import Looks
import Web

/// A member: what they may do and why, what was done about them, and how to change it.
struct MemberPage: Sendable {
  let shell: Shell
  let member: Member
  let isSelf: Bool
  /// Whether the reader may change or remove them.
  let isChangeable: Bool
  let givable: [Option]
  let groups: [PermissionGroup]
  let history: [MemberEvent]
  let needsSecondFactor: Bool
  let base: String
  let now: Instant

  init(_ member: Member, roles: [Role], history: [MemberEvent], _ request: Request) {
    let granting = Granting(request)
    let locale = request.locale
    shell = request.shell(section: "/members")
    self.member = member
    isSelf = member.person == request.member.person
    isChangeable = request.can(.manageMembers) && granting.mayGive(member.role)
    givable = roles.filter(granting.mayGive).map { Option($0.reference, locale.text($0.title)) }
    groups = PermissionGroup.all(of: request.site.permissions)
    self.history = history
    needsSecondFactor =
      request.member.membership(of: request.tenant.slug)?.policy.required(of: member.role) ?? false
    base = request.path("")
    now = request.now
  }

  var rolePath: String { "\(base)/roles/\(member.role.reference)" }
  var mailPath: String { "mailto:\(member.email)" }
}
