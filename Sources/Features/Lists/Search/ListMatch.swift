import Basics
import Database
import Web

/// The rows that a search asks for: a few of the list's table `t` to look at, and what must hold of them.
///
/// The planner knows nothing of how many rows a business has, and of several conditions together it would believe that
/// almost none fit, read all of them and sort. So what is found in an index in the order of the list stands in an inner
/// query, and everything else is asked of its rows one by one, until a page is full, in a form of which the planner
/// believes that half of the rows fit.
package struct ListMatch<Kind: ListKind>: Sendable {
  package let search: ListSearch<Kind>
  package let scope: ListScope
  /// Whose rows they are, or the keys of the few there are.
  private let base: SQL
  /// The parts of the search by which rows are found in an index, newest first, and those asked of each row.
  private let found: [SQL]
  private let asked: [SQL]
  /// At most `few` rows can match, and the outline names their keys: looking at all of them is quick.
  package let isNarrow: Bool

  /// So many keys are named one by one.
  package static var few: Int { 5_000 }

  /// Asks the filters that can tell whether their rows are few.
  package init(_ search: ListSearch<Kind>, _ scope: ListScope, in db: TenantDatabase) async throws {
    var scope = scope
    scope.keys = try await Kind.keys(in: search, in: db)
    self.search = search
    self.scope = scope
    var narrowest: (index: Int, keys: [RecordID<ListFilter>])?
    for (index, filter) in Kind.filters.enumerated() {
      guard let candidates = ListMatch.candidates(filter, search, scope) else { continue }
      let keys = try await db.all(
        "select id from (\(fragment: candidates)) found limit \(Self.few + 1)", as: RecordID<ListFilter>.self)
      if keys.count <= min(Self.few, narrowest?.keys.count ?? .max) { narrowest = (index, keys) }
    }
    base =
      if let keys = narrowest?.keys { "t.tenant_id = \(scope.tenant) and t.id = any(\(keys))" } else {
        "t.tenant_id = \(scope.tenant)"
      }
    isNarrow = narrowest != nil
    var (found, asked): ([SQL], [SQL]) = ([], [])
    var isLed = isNarrow
    for (index, filter) in Kind.filters.enumerated() where index != narrowest?.index {
      guard let condition = filter.condition(search.values, scope) else { continue }
      switch filter.place {
      case .order where !isNarrow: found.append(condition)
      case .lead where !isLed:
        found.append(condition)
        isLed = true
      default: asked.append(condition)
      }
    }
    (self.found, self.asked) = (found, asked)
  }

  /// Some rows, whatever else is asked for.
  package init(_ search: ListSearch<Kind>, only ids: [RecordID<ListFilter>], _ scope: ListScope) {
    self.search = search
    self.scope = scope
    base = "t.tenant_id = \(scope.tenant) and t.id = any(\(ids))"
    (found, asked) = ([], [])
    isNarrow = true
  }

  /// A filter's own way to its rows; in a list that stands otherwise than by time also the index by which a filter is found
  /// in one that does.
  private static func candidates(_ filter: ListFilter, _ search: ListSearch<Kind>, _ scope: ListScope) -> SQL?
  {
    if let candidates = filter.candidates { return candidates(search.values, scope) }
    guard filter.place != .rest, !search.sorting.isPlain else { return nil }
    return filter.condition(search.values, scope).map {
      "select t.id from (\(fragment: Kind.source) where t.tenant_id = \(scope.tenant) and \(fragment: $0)) t"
    }
  }

  /// The rows to look at for what they come to, in whatever order.
  package var outline: SQL { .joined([base] + found, by: " and ") }
  /// What must hold of them.
  package var rest: SQL { ListMatch.all(asked) }

  private static func all(_ conditions: [SQL]) -> SQL {
    conditions.isEmpty ? "true" : "coalesce(\(fragment: .joined(conditions, by: " and ")), false)"
  }

  /// Whether nothing but these filters is set, so that sums kept by them are sums of what matches.
  package func asksOnly(_ names: Set<String>) -> Bool {
    search.values.values.keys.allSatisfy(names.contains)
  }
}

extension ListMatch {
  /// One page of the list.
  func page(_ size: Int, from cursor: Cursor?, in db: TenantDatabase) async throws -> KeysetPage<Kind.Row> {
    let cursor = cursor.flatMap { search.sorting.beyond($0) == nil ? nil : $0 }
    return KeysetPage(
      fetched: try await rows(size + 1, from: cursor, in: db), size: size, cursor: cursor, key: key)
  }

  /// All rows that match, some at a time.
  package func walk(
    in db: TenantDatabase, _ take: nonisolated(nonsending) ([Kind.Row]) async throws -> Void
  ) async throws {
    var cursor: Cursor?
    repeat {
      let page = try await page(500, from: cursor, in: db)
      try await take(page.rows)
      cursor = page.older
    } while cursor != nil
  }

  /// Rows from a cursor on, in its direction.
  func rows(_ count: Int, from cursor: Cursor?, in db: TenantDatabase) async throws -> [Kind.Row] {
    let sort = search.sorting
    let order = sort.order(backwards: cursor?.direction == .newer)
    let beyond = cursor.flatMap(sort.beyond).map { [$0] } ?? []
    // What leads to rows by their time is no help in another order.
    let (inner, outer) = sort.isPlain ? ([base] + found, asked) : ([base], found + asked)
    return try await db.all(
      Kind.rows(
        from: """
          \(fragment: Kind.source) where \(fragment: .joined(inner + beyond, by: " and "))
           order by \(fragment: order) offset 0
          """,
        // Without an order of its own it keeps that of the inner query; with one, the planner would no longer plan that for
        // its first rows.
        matching: "\(fragment: Self.all(outer)) limit \(count)", in: scope))
  }

  func key(of row: Kind.Row) -> [String] { [search.sorting.key(row), Kind.id(of: row)] }
}

/// What the rows that match come to.
package struct ListTotals: Sendable {
  package let count: Int
  /// There are more; nobody has counted them all.
  package let isMore: Bool
  /// Sums of all that match, with what they are called; none where they are not known.
  package let figures: [Figure]
  /// What the list does not show, and where that is.
  package let note: (text: Message, path: String)?

  package struct Figure: Sendable {
    package enum Value: Sendable { case number(Int), money(Money) }

    package let title: Message
    package let value: Value
    /// What it means.
    package let help: Message?

    package init(_ title: Message, _ value: Value, help: Message? = nil) {
      self.title = title
      self.value = value
      self.help = help
    }
  }

  package init(
    count: Int, isMore: Bool = false, figures: [Figure], note: (text: Message, path: String)? = nil
  ) {
    self.count = count
    self.isMore = isMore
    self.figures = figures
    self.note = note
  }

  /// So many rows are looked at to count those that match.
  package static let looked = 5_000
}
