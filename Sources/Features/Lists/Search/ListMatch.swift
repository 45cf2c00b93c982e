import Basics
import Database
import Web

/// The rows that a search asks for: a few of the list's table `t` to look at, and what must hold of them.
///
/// The planner knows nothing of how many rows a business has, and of several conditions together it would believe that
/// almost none fit, read all of them and sort. So it is counted first, up to a bound, what each filter finds by an index.
/// A few rows are named by their keys; some thousands are sorted behind the index that finds them; of more the list is
/// read in its order, and everything that the index does not know is asked of its rows one by one until a page is full,
/// in a form of which the planner believes that half of the rows fit.
package struct ListMatch<Kind: ListKind>: Sendable {
  package let search: ListSearch<Kind>
  package let scope: ListScope
  /// Whose rows they are, or the keys of the few there are.
  private let base: SQL
  /// The parts of the search by which rows are found in an index, newest first, and those asked of each row.
  private let found: [SQL]
  private let asked: [SQL]
  /// Few rows can match, and the outline names their keys: looking at all of them is quick.
  package let isNarrow: Bool
  /// An index leads to some thousands, which are sorted in whatever order the list stands.
  private let isGathered: Bool
  /// What is found in the index of the order that the list stands in.
  private let stretch: [SQL]
  /// Nothing is asked but one filter, and it finds more rows than this.
  package let floor: Int?
  /// Whether a row must be looked up elsewhere before it is known to match.
  private let isDear: Bool
  private let bounds: ListBounds

  /// Asks the filters that can tell how many their rows are.
  package init(
    _ search: ListSearch<Kind>, _ scope: ListScope, bounds: ListBounds = Kind.bounds, in db: TenantDatabase
  ) async throws {
    var scope = scope
    scope.keys = try await Kind.keys(in: search, in: db)
    scope.prints = try await Kind.prints(in: search, scope, in: db)
    self.search = search
    self.scope = scope
    let parts = Kind.filters.compactMap { Part($0, search, scope) }
    let probes = try await Probe.all(of: parts, search, scope, bounds, in: db)
    let narrowest = probes.filter { $0.rows <= bounds.few }.min { $0.rows < $1.rows }
    let gathered = search.sorting.isPlain ? nil : probes.filter(\.isWhole).min { $0.rows < $1.rows }
    isNarrow = narrowest != nil
    isGathered = !isNarrow && gathered != nil
    base =
      if let narrowest {
        "t.tenant_id = \(scope.tenant) and t.id = any(\(try await narrowest.keys(scope, in: db)))"
      } else {
        "t.tenant_id = \(scope.tenant)"
      }
    var (found, asked, stretch): ([SQL], [SQL], [SQL]) = ([], [], [])
    let lead = narrowest?.index ?? gathered?.index ?? Part.lead(parts, probes)
    for (index, part) in parts.enumerated() where !isNarrow || index != lead {
      if !isNarrow && (index == lead || part.place == .order) {
        found.append(part.condition)
      } else {
        asked.append(part.condition)
      }
      if part.isOfSort { stretch.append(part.condition) }
    }
    (self.found, self.asked, self.stretch, self.bounds) = (found, asked, stretch, bounds)
    let first = probes.first
    floor = parts.count == 1 && parts[0].candidates != nil && !isNarrow ? first.map { $0.different - 1 } : nil
    isDear = parts.enumerated().contains { $0.offset != lead && $0.element.isDear }
  }

  /// Some rows, whatever else is asked for.
  package init(_ search: ListSearch<Kind>, only ids: [RecordID<ListFilter>], _ scope: ListScope) {
    self.search = search
    self.scope = scope
    base = "t.tenant_id = \(scope.tenant) and t.id = any(\(ids))"
    (found, asked, stretch, bounds) = ([], [], [], Kind.bounds)
    (isNarrow, isGathered, floor, isDear) = (true, false, nil, false)
  }

  /// The rows to look at for what they come to, in whatever order.
  package var outline: SQL { .joined([base] + found, by: " and ") }
  /// So many rows are looked at to count those that match and to add them up.
  package var looked: Int { isNarrow || !isDear ? bounds.looked : bounds.lookedUp }
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
    let order = search.sorting.order(backwards: cursor?.direction == .newer)
    let beyond = cursor.flatMap(search.sorting.beyond).map { [$0] } ?? []
    let rows: [Kind.Row] = try await db.all(
      isNarrow
        ? few(count, order, beyond) : isGathered ? gathered(count, order, beyond) : read(count, order, beyond)
    )
    return try await Kind.opened(rows, in: db)
  }

  /// Those with the keys, sorted afterwards: otherwise the planner looks for all keys in the index of the order.
  private func few(_ count: Int, _ order: SQL, _ beyond: [SQL]) -> SQL {
    Kind.rows(
      from: "\(fragment: Kind.source) where \(fragment: .joined([base] + beyond, by: " and ")) offset 0",
      matching: "\(fragment: rest) order by \(fragment: order) limit \(count)", in: scope)
  }

  /// All rows that an index finds, sorted by what it knows; of the page alone everything is read.
  private func gathered(_ count: Int, _ order: SQL, _ beyond: [SQL]) -> SQL {
    let found = SQL.joined([base] + found + beyond, by: " and ")
    return Kind.rows(
      from: """
        \(fragment: Kind.source)
         where t.tenant_id = \(scope.tenant) and t.id = any(array(
               select t.id from (\(fragment: Kind.source) where \(fragment: found)) t
                where \(fragment: rest) order by \(fragment: order) limit \(count)))
        offset 0
        """,
      matching: "true order by \(fragment: order)", in: scope)
  }

  /// The list from its beginning until there are enough.
  private func read(_ count: Int, _ order: SQL, _ beyond: [SQL]) -> SQL {
    // What leads to rows by their time is no help in another order.
    let isPlain = search.sorting.isPlain
    let inner = [base] + (isPlain ? found : stretch) + beyond
    return Kind.rows(
      from: """
        \(fragment: Kind.source) where \(fragment: .joined(inner, by: " and "))
         order by \(fragment: order) offset 0
        """,
      // Without an order of its own it keeps that of the inner query; with one, the planner would no longer plan that for
      // its first rows.
      matching: "\(fragment: Self.all(isPlain ? asked : found + asked)) limit \(count)", in: scope)
  }

  func key(of row: Kind.Row) -> [String] { [search.sorting.key(row), Kind.id(of: row)] }
}
