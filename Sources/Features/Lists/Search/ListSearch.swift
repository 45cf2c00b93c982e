import Basics
import HTML
import HTTP
import Web

/// What a list is asked for. All of it stands in the address of the page.
package struct ListSearch<Kind: ListKind>: Equatable, Sendable {
  package var values = FilterValues()
  /// The name of a sort.
  package var sort: String
  /// The names of the columns to show; nil for those the person usually sees.
  package var columns: [String]?
  /// The saved view that it began with.
  package var view: RecordID<SavedView>?

  package init() { sort = Kind.plainSort.name }

  /// What cannot be read is as if it were not there.
  package init(query: (String) -> String?) {
    self.init()
    for filter in Kind.filters { values.values.merge(filter.read(query)) { _, new in new } }
    sort = query("sort").flatMap { name in Kind.sorts.first { $0.name == name }?.name } ?? sort
    columns = query("cols").flatMap(ListSearch.columns)
    view = query("view").flatMap { RecordID($0) }
  }

  /// From the query of an address: `q=17850&sort=total`.
  package init(text: String) {
    let form = try? URLEncodedForm(text)
    self.init { name in form?.first(name).flatMap { $0.isEmpty ? nil : $0 } }
  }

  private static func columns(_ text: String) -> [String]? {
    let names = text.split(separator: ",").map(String.init).filter { Kind.column($0) != nil }
    var seen: Set<String> = []
    let once = names.filter { seen.insert($0).inserted }
    return once.isEmpty ? nil : once
  }

  var sorting: ListSort<Kind.Row> { Kind.sorts.first { $0.name == sort } ?? Kind.plainSort }

  /// Whether it leaves nothing out.
  package var isEverything: Bool { values.values.isEmpty }

  /// The query of an address that asks for this: `?q=17850&sort=total`; empty for everything as it usually stands.
  package func query(at cursor: Cursor? = nil) -> String {
    var pairs = pairs
    if let view { pairs.append(("view", view.description)) }
    if let cursor { pairs.append(("at", cursor.text)) }
    let text = ListSearch.text(pairs)
    return text.isEmpty ? "" : "?" + text
  }

  /// What a saved view keeps: filters, sort and columns.
  package var savedText: String { ListSearch.text(pairs) }

  /// In the order in which the filters are declared, so that equal searches have equal addresses.
  var pairs: [(String, String)] {
    var pairs = Kind.filters.flatMap(\.parameters).compactMap { name in values[name].map { (name, $0) } }
    if sort != Kind.plainSort.name { pairs.append(("sort", sort)) }
    if let columns { pairs.append(("cols", columns.joined(separator: ","))) }
    return pairs
  }

  private static func text(_ pairs: [(String, String)]) -> String {
    var output = Output(capacity: 128)
    for (index, pair) in pairs.enumerated() {
      if index > 0 { output.append("&") }
      output.urlComponent(pair.0)
      output.append("=")
      output.urlComponent(pair.1)
    }
    return output.string
  }
}

extension ListSearch {
  package func changing(_ change: (inout ListSearch) -> Void) -> ListSearch {
    var copy = self
    change(&copy)
    return copy
  }

  func without(_ filter: ListFilter) -> ListSearch {
    changing { copy in for name in filter.parameters { copy.values[name] = nil } }
  }
}

extension ListSearch {
  /// As fields of a form that keeps the list.
  package var fields: [(name: String, value: String)] { pairs.map { (name: $0.0, value: $0.1) } }
}
