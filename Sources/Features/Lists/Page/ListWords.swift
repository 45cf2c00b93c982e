import Basics
import Database
import HTML
import Localization
import Looks
import Web

/// A search as its reader reads it: fields, filters that are set, heads of columns.
struct ListWords<Kind: ListKind> {
  let search: ListSearch<Kind>
  let scope: ListScope
  let locale: UserLocale
  /// `/t/dokan/orders`
  let path: String
  let choices: [String: [Option]]
  let names: [String: String]
  let usualColumns: [String]?

  func address(_ search: ListSearch<Kind>, at cursor: Cursor? = nil) -> String {
    path + search.query(at: cursor)
  }

  private func t(_ message: Message) -> String { locale.text(message) }

  // MARK: Filters that are set

  /// Each with the address without it.
  var applied: [AppliedFilter] {
    Kind.filters.compactMap { filter in
      let isSet = filter.parameters.contains { search.values[$0] != nil }
      guard isSet, let words = words(filter) else { return nil }
      return AppliedFilter(words, removePath: address(search.without(filter)))
    }
  }

  private func words(_ filter: ListFilter) -> String? {
    let values = filter.parameters.map { search.values[$0] }
    let first = values.first.flatMap { $0 } ?? ""
    switch filter.control {
    case .words: return "“\(first)”"
    case .period: return named(filter, period)
    case .choice(let choices):
      return named(filter, choices.first { $0.value == first }.map { t($0.title) } ?? first)
    case .choiceOrKey(let choices):
      let title = choices.first { $0.value == first }.map { t($0.title) }
      return named(filter, title ?? names[filter.parameters[0]] ?? first)
    case .chosen:
      return named(filter, choices[filter.parameters[0]]?.first { $0.value == first }?.title ?? first)
    case .text, .hidden, .key: return named(filter, names[filter.parameters[0]] ?? first)
    case .day: return named(filter, LocalDate(first).map { locale.date($0) } ?? first)
    case .amounts:
      return named(filter, range(values) { Money($0, in: scope.currency).map { locale.money($0) } })
    case .numbers: return named(filter, range(values) { Int($0).map { locale.number($0) } })
    }
  }

  private func named(_ filter: ListFilter, _ value: String) -> String { t("\(filter.title): \(value)") }

  private func range(_ values: [String?], _ text: (String) -> String?) -> String {
    switch (values[0].flatMap(text), values[1].flatMap(text)) {
    case (let from?, let to?): t("\(from) to \(to)")
    case (let from?, nil): t("from \(from)")
    case (nil, let to?): t("up to \(to)")
    case (nil, nil): ""
    }
  }

  private var period: String {
    let period = search.values.period
    switch (period.first, period.last) {
    case (let first?, let last?) where first <= last: return locale.dates(first...last)
    case (let first?, nil): return t("from \(first)")
    case (nil, let last?): return t("up to \(last)")
    default: return t(period.preset.title)
    }
  }

  // MARK: Fields

  var fields: [ListField] { [sortField] + Kind.filters.flatMap(fields) }

  private var sortField: ListField {
    ListField(
      "sort", t("Sort by"), .select(Kind.sorts.map { Option($0.name, t($0.title)) }), value: search.sort)
  }

  private func fields(_ filter: ListFilter) -> [ListField] {
    let title = t(filter.title)
    func value(_ index: Int) -> String { search.values[filter.parameters[index]] ?? "" }
    func field(_ index: Int, _ label: String, _ kind: ListField.Kind) -> ListField {
      ListField(filter.parameters[index], label, kind, value: value(index))
    }
    switch filter.control {
    case .words: return []
    case .key, .hidden: return value(0).isEmpty ? [] : [field(0, title, .hidden)]
    case .text: return [field(0, title, .text)]
    case .day: return [field(0, title, .date)]
    case .choice(let choices):
      return [field(0, title, .select(any(choices.map { Option($0.value, t($0.title)) })))]
    case .choiceOrKey(let choices):
      let known = choices.map { Option($0.value, t($0.title)) }
      return [field(0, title, .select(any(with(value(0), known, title: names[filter.parameters[0]]))))]
    case .chosen: return [field(0, title, .select(any(with(value(0), choices[filter.parameters[0]] ?? []))))]
    case .amounts, .numbers:
      let kind: ListField.Kind = if case .amounts = filter.control { .decimal } else { .number }
      return [field(0, t("\(title), from"), kind), field(1, t("\(title), to"), kind)]
    case .period:
      let presets = ListPeriod.Preset.allCases.map { Option($0 == .all ? "" : $0.rawValue, t($0.title)) }
      return [field(0, title, .select(presets)), field(1, t("From"), .date), field(2, t("To"), .date)]
    }
  }

  private func any(_ options: [Option]) -> [Option] { [Option("", t("Any"))] + options }

  /// What is asked for stays chosen, also where there is no such row any more.
  private func with(_ value: String, _ options: [Option], title: String? = nil) -> [Option] {
    let isThere = value.isEmpty || options.contains { $0.value == value }
    return isThere ? options : options + [Option(value, title ?? value)]
  }

  // MARK: Columns

  var columns: [ListColumn<Kind.Row>] { search.shownColumns(usualColumns) }

  /// Whether the person has chosen them, and so wants them on a phone too.
  private var areChosen: Bool { search.columns != nil || usualColumns != nil }

  var headings: [ListHeading] {
    columns.map { column in
      guard let sorts = column.sorts else { return ListHeading(t(column.title), isNumber: column.isNumber) }
      let current = [sorts.first, sorts.second].contains { $0 == search.sort } ? search.sorting : nil
      let next = search.sort == sorts.first ? sorts.second ?? sorts.first : sorts.first
      return ListHeading(
        t(column.title), isNumber: column.isNumber, path: address(search.changing { $0.sort = next }),
        direction: current.map { $0.isDescending ? .descending : .ascending })
    }
  }

  func cells(of row: Kind.Row) -> [ListCell] {
    columns.enumerated().map { index, column in
      let isLead = index == 0
      let isMore = areChosen && column.place == .wide
      return ListCell(
        value: column.value(row), place: isLead ? "lead" : isMore ? "more" : column.place.cell,
        isNumber: column.isNumber, label: isMore && !isLead ? column.title : nil,
        path: isLead ? "\(path)/\(Kind.id(of: row))\(search.query())" : nil)
    }
  }

  var columnChoices: [ListColumnChoice] {
    let shown = Set(columns.map(\.name))
    return Kind.columns.map {
      ListColumnChoice(name: $0.name, title: t($0.title), isShown: shown.contains($0.name))
    }
  }
}

extension ListColumn.Place {
  /// A column that leads only because it stands first is an ordinary one elsewhere.
  fileprivate var cell: String { self == .lead ? "second" : rawValue }
}

extension ListPeriod.Preset {
  package var title: Message {
    switch self {
    case .all: "All time"
    case .today: "Today"
    case .yesterday: "Yesterday"
    case .week: "Last \(7) days"
    case .month: "Last \(30) days"
    case .thisMonth: "This month"
    case .lastMonth: "Last month"
    case .thisYear: "This year"
    case .custom: "Chosen days"
    }
  }
}
