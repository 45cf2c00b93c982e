import Basics
import Database
import Web

/// The rows that a search asks for, as a condition on the list's table `t`.
package struct ListMatch<Kind: ListKind>: Sendable {
  package let search: ListSearch<Kind>
  package let scope: ListScope
  package let condition: SQL
  /// The part of the condition by which rows are found in an index, as the filters say: what is counted is counted among
  /// the first rows that fit it.
  package let outline: SQL
  /// At most `few` rows can match, and the condition names their keys: looking at all of them is quick.
  package let isNarrow: Bool

  /// So many keys are named one by one.
  package static var few: Int { 5_000 }

  /// Asks the filters that can tell whether their rows are few.
  package init(_ search: ListSearch<Kind>, _ scope: ListScope, in db: TenantDatabase) async throws {
    self.search = search
    self.scope = scope
    var narrowest: (index: Int, keys: [RecordID<ListFilter>])?
    for (index, filter) in Kind.filters.enumerated() {
      guard let candidates = filter.candidates?(search.values, scope) else { continue }
      let keys = try await db.all(
        "select id from (\(fragment: candidates)) found limit \(Self.few + 1)", as: RecordID<ListFilter>.self)
      if keys.count <= min(Self.few, narrowest?.keys.count ?? .max) { narrowest = (index, keys) }
    }
    var (conditions, outline): ([SQL], [SQL]) = (["t.tenant_id = \(scope.tenant)"], ["t.tenant_id = \(scope.tenant)"])
    if let narrowest {
      conditions.append("t.id = any(\(narrowest.keys))")
      outline.append("t.id = any(\(narrowest.keys))")
    }
    for (index, filter) in Kind.filters.enumerated() where index != narrowest?.index {
      guard let condition = filter.condition(search.values, scope) else { continue }
      conditions.append(condition)
      if filter.isIndexed { outline.append(condition) }
    }
    condition = .joined(conditions, by: " and ")
    self.outline = .joined(outline, by: " and ")
    isNarrow = narrowest != nil
  }

  /// Some rows, whatever else is asked for.
  package init(_ search: ListSearch<Kind>, only ids: [RecordID<ListFilter>], _ scope: ListScope) {
    self.search = search
    self.scope = scope
    condition = "t.tenant_id = \(scope.tenant) and t.id = any(\(ids))"
    outline = condition
    isNarrow = true
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

  /// Rows from a cursor on, in its direction.
  func rows(_ count: Int, from cursor: Cursor?, in db: TenantDatabase) async throws -> [Kind.Row] {
    let sort = search.sorting
    let beyond = cursor.flatMap(sort.beyond)
    let matching: SQL =
      if let beyond { "\(fragment: condition) and \(fragment: beyond)" } else { condition }
    let order = sort.order(backwards: cursor?.direction == .newer)
    return try await db.all(Kind.rows(matching: matching, order: order, limit: count, in: scope))
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

  package init(count: Int, isMore: Bool = false, figures: [Figure], note: (text: Message, path: String)? = nil) {
    self.count = count
    self.isMore = isMore
    self.figures = figures
    self.note = note
  }

  /// So many rows are looked at to count those that match.
  package static let looked = 10_000
}
