import Basics
import HTML
import Localization
import Looks
import Web

/// The list of orders.
struct OrdersPage: Sendable {
  let shell: Shell
  let search: OrderSearch
  let rows: [OrderRow]
  /// How many match; `countLimit` stands for more than can be counted quickly.
  let count: Int
  let newer: Cursor?
  let older: Cursor?
  /// `/t/dokan/orders`
  let path: String
  let slug: String

  static let size = 50
  static let countLimit = 10_001

  var isNewShop: Bool { rows.isEmpty && search.isEverything && newer == nil }

  func address(of row: OrderRow) -> String { "\(path)/\(row.id)" }
  var newerPath: String? { newer.map { path + search.query(at: $0) } }
  var olderPath: String? { older.map { path + search.query(at: $0) } }
  var downloadPath: String { "\(path).csv\(search.query())" }

  var summary: Message {
    count == OrdersPage.countLimit ? "More than \(count - 1) entries" : "\(count) entries"
  }

  /// One view per kind, with everything else that is asked for kept.
  func views(_ locale: UserLocale) -> [View] {
    [View(locale.text("All"), path: address { $0.kind = nil }, current: search.kind == nil)]
      + OrderKind.allCases.map { kind in
        View(locale.text(kind.plural), path: address { $0.kind = kind }, current: search.kind == kind)
      }
  }

  func periods(_ locale: UserLocale) -> [Option] {
    OrderPeriod.Preset.allCases.map { Option($0.rawValue, locale.text($0.title)) }
  }

  func states(_ locale: UserLocale) -> [Option] {
    [Option("", locale.text("Any state"))]
      + OrderState.allCases.map { Option($0.rawValue, locale.text($0.title)) }
  }

  func sorts(_ locale: UserLocale) -> [Option] {
    OrderSort.allCases.map { Option($0.rawValue, locale.text($0.title)) }
  }

  /// What is set, each with the address without it.
  func applied(_ locale: UserLocale) -> [AppliedFilter] {
    var filters: [AppliedFilter] = []
    if !search.words.isEmpty {
      filters.append(AppliedFilter("“\(search.words)”", removePath: address { $0.words = "" }))
    }
    if search.period.preset != .all {
      filters.append(AppliedFilter(periodTitle(locale), removePath: address { $0.period = .all }))
    }
    if let state = search.state {
      filters.append(AppliedFilter(locale.text(state.title), removePath: address { $0.state = nil }))
    }
    return filters
  }

  private func periodTitle(_ locale: UserLocale) -> String {
    switch (search.period.first, search.period.last) {
    case (let first?, let last?) where first <= last: locale.dates(first...last)
    case (let first?, nil): locale.text("From \(first)")
    case (nil, let last?): locale.text("Until \(last)")
    default: locale.text(search.period.preset.title)
    }
  }

  var byDate: SortHeading.Direction? {
    switch search.sort {
    case .newest: .descending
    case .oldest: .ascending
    case .total: nil
    }
  }
  var byTotal: SortHeading.Direction? { search.sort == .total ? .descending : nil }
  var byDatePath: String { address { $0.sort = search.sort == .newest ? .oldest : .newest } }
  var byTotalPath: String { address { $0.sort = .total } }

  private func address(_ change: (inout OrderSearch) -> Void) -> String {
    var changed = search
    change(&changed)
    return path + changed.query()
  }
}
