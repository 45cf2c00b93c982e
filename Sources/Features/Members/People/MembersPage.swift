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
  let roles: [Option]
  let givable: [Option]
  let mayManage: Bool
  let base: String
  let path: String
  let newer: String?
  let older: String?
  let downloadPath: String
  let now: Instant

  struct Line: Sendable {
    let member: Member
    let path: String
    let isSelf: Bool
    /// Whether the reader may change or remove them.
    let isChangeable: Bool
  }

  init(_ search: MemberSearch, _ found: [Member], count: Int, roles: [Role], _ request: Request) {
    let granting = Granting(request)
    let locale = request.locale
    shell = request.shell(section: "/members")
    tabs = Team.tabs(request, current: .members)
    self.search = search
    self.count = count
    mayManage = request.can(.manageMembers)
    base = request.path("")
    path = request.path("/members")
    now = request.now
    let mayManage = mayManage
    let path = path
    rows = found.map { member in
      Line(
        member: member, path: "\(path)/\(member.person)", isSelf: member.person == request.member.person,
        isChangeable: mayManage && granting.mayGive(member.role))
    }
    func option(_ role: Role) -> Option { Option(role.reference, locale.text(role.title)) }
    self.roles = [Option("", locale.text("Every role"))] + roles.map(option)
    givable = roles.filter(granting.mayGive).map(option)
    newer = search.offset > 0 ? path + search.query(from: max(0, search.offset - search.limit)) : nil
    older =
      search.offset + search.limit < count ? path + search.query(from: search.offset + search.limit) : nil
    downloadPath = "\(path).csv" + search.query(from: 0)
  }

  var isSearched: Bool { !search.words.isEmpty || !search.role.isEmpty }

  func sorts(_ locale: UserLocale) -> [Option] {
    MemberSearch.Sort.allCases.map { Option($0.rawValue, locale.text($0.title)) }
  }
}

extension MemberSearch {
  func query(from offset: Int) -> String {
    "?q=\(SignInPath.encoded(words))&role=\(SignInPath.encoded(role))&sort=\(sort.rawValue)&from=\(offset)"
  }
}

extension MemberSearch.Sort {
  var title: Message {
    switch self {
    case .name: "By name"
    case .role: "By role"
    case .seen: "Last seen first"
    case .joined: "Newest first"
    }
  }
}
