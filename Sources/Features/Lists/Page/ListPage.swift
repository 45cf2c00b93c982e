import Basics
import HTML
import Localization
import Looks
import Web

/// A page of a list, with everything in words.
struct ListPage: Sendable {
  let shell: Shell
  let title: Message
  let caption: Message
  let searchLabel: Message
  let words: String
  let summary: Message
  let totals: [ListFigure]
  let note: (text: Message, path: String)?
  /// Nothing is asked for, and there is nothing.
  let invitation: ListInvitation?
  /// Where a file can be brought that fills the list.
  let importPath: String?
  /// Files that can be brought in again, here or by another shop's program.
  let formats: [(title: Message, path: String)]
  let views: [View]
  let savedView: OwnView?
  /// Whether what is seen is not what the view keeps.
  let hasChanged: Bool
  let applied: [AppliedFilter]
  let fields: [ListField]
  let headings: [ListHeading]
  let rows: [ListLine]
  let columns: [ListColumnChoice]
  let newer: String?
  let older: String?
  /// The address without a search.
  let path: String
  let clearPath: String
  let list: ListName
  /// What a saved view would keep.
  let query: String
  /// The same without the columns.
  let plainQuery: String
  /// The fields of the file's form: the search as it is.
  let asked: [ListField]
  let columnsAsked: String?
  let viewAsked: String?
  /// Where the pages of the business begin.
  let base: String

  /// A view of the reader's own, which they may change.
  struct OwnView: Sendable {
    let id: String
    let name: String
    let isShared: Bool
  }

  init<Kind: ListKind>(
    _ request: Request, _ words: ListWords<Kind>, page: KeysetPage<Kind.Row>, totals: ListTotals,
    views: [SavedView],
    hasCursor: Bool
  ) {
    let (search, locale) = (words.search, request.locale)
    shell = request.shell(section: Kind.name.path)
    title = Kind.title
    caption = Kind.caption(search.sorting.title)
    searchLabel = Kind.searchLabel
    self.words = search.values["q"] ?? ""
    // With another page behind this one there are more than this one has.
    let least = page.older == nil ? totals.count : max(totals.count, page.rows.count)
    summary = totals.counted ?? (totals.isMore ? "More than \(least) entries" : "\(totals.count) entries")
    self.totals = totals.figures.map { figure in
      let text =
        switch figure.value {
        case .number(let number): locale.number(number)
        case .money(let money): locale.money(money)
        }
      return ListFigure(title: figure.title, text: text, help: figure.help)
    }
    invitation = page.rows.isEmpty && search.isEverything && !hasCursor ? Kind.empty(request) : nil
    importPath = Kind.importPath(request)
    let current = views.first { $0.id == search.view }
    note = totals.note.map { ($0.text, request.path($0.path)) }
    self.views = ListPage.tabs(words, views, current, locale)
    savedView = current.flatMap { view in
      view.person == request.member.person
        ? OwnView(id: view.id.description, name: view.name, isShared: view.isShared) : nil
    }
    hasChanged = current.map { ListSearch<Kind>(text: $0.query).savedText != search.savedText } ?? false
    applied = words.applied
    fields = words.fields
    headings = words.headings
    rows = page.rows.map { row in
      ListLine(id: Kind.id(of: row), label: Kind.label(of: row), cells: words.cells(of: row))
    }
    columns = words.columnChoices
    newer = page.newer.map { words.address(search, at: $0) }
    older = page.older.map { words.address(search, at: $0) }
    path = words.path
    let asking = search.savedText.isEmpty ? "" : "&" + search.savedText
    formats = Kind.formats(request).map { ($0.title, "\(words.path).csv?format=\($0.name)\(asking)") }
    clearPath = words.path + search.changing { $0.values = FilterValues() }.query()
    list = Kind.name
    query = search.savedText
    plainQuery = String(search.changing { $0.columns = nil }.query().dropFirst())
    asked = search.pairs.map { ListField($0.0, "", .hidden, value: $0.1) }
    columnsAsked = search.columns?.joined(separator: ",")
    viewAsked = search.view?.description
    base = request.path("")
  }

  /// Everything, the views that everybody has, and those that were saved.
  private static func tabs<Kind: ListKind>(
    _ words: ListWords<Kind>, _ saved: [SavedView], _ current: SavedView?, _ locale: UserLocale
  ) -> [View] {
    let (asked, ready) = (words.search, Kind.views.map { ListSearch<Kind>(text: $0.query) })
    let shown = current == nil ? ready.firstIndex { $0.values == asked.values && $0.sort == asked.sort } : nil
    let all = View(
      locale.text("All"), path: words.path, current: current == nil && shown == nil && asked.isEverything)
    return [all]
      + Kind.views.enumerated().map { index, view in
        View(locale.text(view.title), path: words.path + "?" + view.query, current: index == shown)
      }
      + saved.map { view in
        let query = ListSearch<Kind>(text: view.query).changing { $0.view = view.id }.query()
        return View(view.name, path: words.path + query, current: view.id == current?.id)
      }
  }

  var hasFilters: Bool { !applied.isEmpty }
  /// Words on those figures that have any.
  var helps: [(title: Message, text: Message)] {
    totals.compactMap { figure in figure.help.map { (figure.title, $0) } }
  }

  var filePath: String { path + ".csv" }
  var viewsPath: String { base + "/views" }
  var columnsPath: String { base + "/columns" }
  var ownViewPath: String { "\(base)/views/\(savedView?.id ?? "")" }
  var removalPath: String { "\(ownViewPath)/removal" }
  var downloadPath: String { "\(path).csv\(query.isEmpty ? "" : "?" + query)" }
  var everythingPath: String { "\(path).csv?columns=all\(query.isEmpty ? "" : "&" + query)" }
}

/// A field of the filters.
struct ListField: Sendable {
  enum Kind: Sendable {
    case select([Option])
    case text, number, decimal, date, hidden
  }

  let name: String
  let label: String
  let kind: Kind
  let value: String

  init(_ name: String, _ label: String, _ kind: Kind, value: String) {
    self.name = name
    self.label = label
    self.kind = kind
    self.value = value
  }

  var options: [Option]? {
    if case .select(let options) = kind { options } else { nil }
  }

  var isHidden: Bool {
    if case .hidden = kind { true } else { false }
  }

  var type: Field.Kind {
    if case .date = kind { .date } else { .text }
  }

  var keyboard: Field.Keyboard? {
    switch kind {
    case .number: .numeric
    case .decimal: .decimal
    default: nil
    }
  }
}

/// The head of a column, which sorts by it where there is a path.
struct ListHeading: Sendable {
  let title: String
  let isNumber: Bool
  let path: String?
  let direction: SortHeading.Direction?

  init(_ title: String, isNumber: Bool, path: String? = nil, direction: SortHeading.Direction? = nil) {
    self.title = title
    self.isNumber = isNumber
    self.path = path
    self.direction = direction
  }
}

struct ListLine: Sendable {
  let id: String
  let label: String
  let cells: [ListCell]
}

struct ListColumnChoice: Sendable {
  let name: String
  let title: String
  let isShown: Bool
}

/// What the rows come to, in words.
struct ListFigure: Sendable {
  let title: Message
  let text: String
  let help: Message?
}
