import Basics
import Identity
import Localization
import Looks
import Web

/// Everybody who belongs to a business.
struct MembersPage: Sendable {
  let shell: Shell
  let tabs: [View]
  let search: MemberSearch
  let count: Int
  let rows: [Line]
  let applied: [AppliedFilter]
  let givable: [Option]
  let mayManage: Bool
  let base: String
  let path: String
  let newer: String?
  let older: String?
  let now: Instant
  private let all: [Role]

  struct Line: Sendable {
    let member: Member
    let path: String
    let isSelf: Bool
    /// Whether the reader may change or remove them.
    let isChangeable: Bool
    /// Whether their role wants a second factor that they do not have.
    let lacksFactor: Bool
  }

  init(_ search: MemberSearch, _ found: [Member], count: Int, roles: [Role], _ request: Request) {
    let granting = Granting(request)
    let locale = request.locale
    shell = request.shell(section: "/members")
    tabs = Team.tabs(request, current: .members)
    self.search = search
    self.count = count
    all = roles
    mayManage = request.can(.manageMembers)
    base = request.path("")
    now = request.now
    let (mayManage, path) = (mayManage, request.path("/members"))
    self.path = path
    let policy = request.member.membership(of: request.tenant.slug)?.policy
    rows = found.map { member in
      Line(
        member: member, path: "\(path)/\(member.person)", isSelf: member.person == request.member.person,
        isChangeable: mayManage && granting.mayGive(member.role),
        lacksFactor: !member.hasSecondFactor && policy?.required(of: member.role) == true)
    }
    applied = search.applied(roles, in: path, locale)
    givable = roles.filter(granting.mayGive).map { Option($0.reference, locale.text($0.title)) }
    let (offset, limit) = (search.offset, search.limit)
    newer = offset > 0 ? search.path(path, from: max(0, offset - limit)) : nil
    older = offset + limit < count ? search.path(path, from: offset + limit) : nil
  }

  func roles(_ locale: UserLocale) -> [Option] {
    [Option("", locale.text("Every role"))] + all.map { Option($0.reference, locale.text($0.title)) }
  }

  func factors(_ locale: UserLocale) -> [Option] {
    [
      Option("", locale.text("Second factor or none")), Option("yes", locale.text("With a second factor")),
      Option("no", locale.text("Without a second factor")),
    ]
  }

  func seen(_ locale: UserLocale) -> [Option] {
    [Option("", locale.text("Seen at any time"))]
      + MemberSearch.Seen.allCases.map { Option($0.rawValue, locale.text($0.title)) }
  }

  /// What a phone offers instead of the heads of columns; turned around only where it came so.
  func sorts(_ locale: UserLocale) -> [Option] {
    let usual = MemberSearch.Sort.allCases.map { Option($0.rawValue, locale.text($0.title)) }
    if !search.isReversed { return usual }
    return usual + [Option(search.order, locale.text("\(search.sort.title), turned around"))]
  }

  /// Which of how many are on the page.
  var summary: Message {
    let last = search.offset + rows.count
    return rows.count == count ? "\(count) people" : "\(search.offset + 1) to \(last) of \(count) people"
  }
}
