import Basics
import Identity
import Localization
import Looks
import Web

extension MemberSearch {
  /// As an address or a form asks.
  init(_ request: Request, asked: (String) -> String?) {
    self.init(at: request.now)
    words = asked("q")?.normalizedLine ?? ""
    role = asked("role") ?? ""
    hasSecondFactor = ["yes": true, "no": false][asked("second") ?? ""]
    seen = asked("seen").flatMap(Seen.init)
    let order = asked("sort") ?? ""
    isReversed = order.hasPrefix("-")
    sort = Sort(rawValue: String(isReversed ? order.dropFirst() : order[...])) ?? .name
    offset = max(0, min(asked("from").flatMap { Int($0) } ?? 0, 1_000_000))
  }

  /// What an address or a form says of it, but for the page.
  var parameters: [(name: String, value: String)] {
    let all = [
      ("q", words), ("role", role), ("second", second), ("seen", seen?.rawValue ?? ""), ("sort", order),
    ]
    return all.filter { !$0.1.isEmpty && $0 != ("sort", "name") }
  }

  var second: String { hasSecondFactor.map { $0 ? "yes" : "no" } ?? "" }
  var order: String { (isReversed ? "-" : "") + sort.rawValue }
  var isFiltered: Bool { !words.isEmpty || !role.isEmpty || hasSecondFactor != nil || seen != nil }

  func path(_ list: String, from offset: Int = 0) -> String {
    let fields = parameters + (offset > 0 ? [("from", "\(offset)")] : [])
    if fields.isEmpty { return list }
    return "\(list)?" + fields.map { "\($0.name)=\(SignInPath.encoded($0.value))" }.joined(separator: "&")
  }

  func with(_ change: (inout MemberSearch) -> Void) -> MemberSearch {
    var search = self
    change(&search)
    return search
  }

  /// The head of a column: its first press sorts as one wants it mostly, the second the other way around.
  func heading(_ title: String, by column: Sort, in list: String) -> SortHeading {
    let isSorted = sort == column
    let path = with { ($0.sort, $0.isReversed) = (column, isSorted && !isReversed) }.path(list)
    let startsHigh = column == .seen || column == .joined
    return SortHeading(
      title, path: path, direction: isSorted ? startsHigh == isReversed ? .ascending : .descending : nil)
  }

  /// What is set, each with the way to the list without it.
  func applied(_ roles: [Role], in list: String, _ locale: UserLocale) -> [AppliedFilter] {
    func filter(_ title: Message, _ change: (inout MemberSearch) -> Void) -> AppliedFilter {
      AppliedFilter(locale.text(title), removePath: with(change).path(list))
    }
    var all: [AppliedFilter] = []
    if !words.isEmpty { all.append(filter("“\(words)”") { $0.words = "" }) }
    if let role = roles.first(where: { $0.reference == role }) {
      all.append(filter(role.title) { $0.role = "" })
    }
    if let has = hasSecondFactor {
      all.append(
        filter(has ? "With a second factor" : "Without a second factor") { $0.hasSecondFactor = nil })
    }
    if let seen { all.append(filter(seen.title) { $0.seen = nil }) }
    return all
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

extension MemberSearch.Seen {
  var title: Message {
    switch self {
    case .week: "Seen in the last 7 days"
    case .month: "Seen in the last 30 days"
    case .longAgo: "Not seen for 30 days"
    case .never: "Never seen"
    }
  }
}
