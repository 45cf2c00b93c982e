import Basics
import Database

/// Something a list can be asked for: how it stands in the address, how it is asked, and what it means to the rows.
package struct ListFilter: Sendable {
  package enum Control: Sendable {
    /// One of a few words.
    case choice([(value: String, title: Message)])
    /// The same, or the key of a row that a link brings.
    case choiceOrKey([(value: String, title: Message)])
    /// One of some rows, which are read with the page: `ListKind.choices`.
    case chosen
    case text
    /// From and to.
    case amounts, numbers
    case day
    case period
    /// A key that a link brings; nobody types it.
    case key
    /// The search by words, which stands by itself.
    case words
    /// Text that a link brings.
    case hidden
  }

  package typealias Condition = @Sendable (FilterValues, ListScope) -> SQL?

  let parameters: [String]
  package let title: Message
  let control: Control
  let condition: Condition
  /// Selects the keys of the rows that match, by an index of their own, where they may be few.
  private(set) var candidates: Condition?
  /// Whether its condition looks into another table for each row.
  private(set) var isDear = false
  private(set) var place: @Sendable (FilterValues) -> Place = { _ in .rest }
  /// The sorts by the column that the condition is on: one of those finds it in its own index.
  private(set) var sorts: Set<String> = []

  /// How a condition is looked up.
  enum Place {
    /// In an index that leads with its column and goes on as the list usually stands.
    case lead
    /// In the index by which the list usually stands.
    case order
    /// In an index of its column alone.
    case own
    /// Row by row.
    case rest
  }

  package init(
    _ parameters: [String], _ title: Message, _ control: Control, _ condition: @escaping Condition
  ) {
    self.parameters = parameters
    self.title = title
    self.control = control
    self.condition = condition
  }

  /// The same with a way to its rows: a `select` of one column `id`.
  ///
  /// Where it finds few, the list looks only at those. Without it a list that is sorted by time is read from its
  /// beginning until a page is full, which for something rare is all of it.
  package func finding(_ candidates: @escaping Condition) -> ListFilter {
    var copy = self
    copy.candidates = candidates
    return copy
  }

  /// The same with a condition that looks into another table for each row.
  package var dear: ListFilter {
    var copy = self
    copy.isDear = true
    return copy
  }

  /// The same with an index that leads with its column and goes on as the list usually stands.
  package var leading: ListFilter { placed { _ in .lead } }

  /// The same, where there is such an index for what is asked.
  package func leading(where leads: @escaping @Sendable (FilterValues) -> Bool) -> ListFilter {
    placed { leads($0) ? .lead : .rest }
  }

  /// The same on the column by which the list usually stands.
  package var ordering: ListFilter { placed { _ in .order } }

  /// The same with an index of its column, by which some sorts go.
  package func indexed(_ sorts: String...) -> ListFilter {
    var copy = placed { _ in .own }
    copy.sorts = Set(sorts)
    return copy
  }

  private func placed(_ place: @escaping @Sendable (FilterValues) -> Place) -> ListFilter {
    var copy = self
    copy.place = place
    return copy
  }
}

/// What an address says of the filters, by parameter; only what can be read.
package struct FilterValues: Equatable, Sendable {
  var values: [String: String] = [:]

  package init() {}

  package subscript(name: String) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  package var period: ListPeriod {
    ListPeriod(preset: values["period"], from: values["from"], to: values["to"])
  }
}

extension ListFilter {
  /// `column` may be anything that SQL compares a text with.
  package static func choice(
    _ name: String, _ title: Message, _ choices: [(value: String, title: Message)],
    _ condition: @escaping @Sendable (String) -> SQL?
  ) -> ListFilter {
    ListFilter([name], title, .choice(choices)) { values, _ in values[name].flatMap(condition) }
  }

  package static func chosen(
    _ name: String, _ title: Message, _ condition: @escaping @Sendable (String, ListScope) -> SQL?
  ) -> ListFilter {
    ListFilter([name], title, .chosen) { values, scope in values[name].flatMap { condition($0, scope) } }
  }

  package static func text(
    _ name: String, _ title: Message, _ condition: @escaping @Sendable (String, ListScope) -> SQL?
  ) -> ListFilter {
    ListFilter([name], title, .text) { values, scope in values[name].flatMap { condition($0, scope) } }
  }

  package static func key(
    _ name: String, _ title: Message,
    _ condition: @escaping @Sendable (RecordID<ListFilter>, ListScope) -> SQL?
  ) -> ListFilter {
    ListFilter([name], title, .key) { values, scope in
      values[name].flatMap { RecordID<ListFilter>($0) }.flatMap { condition($0, scope) }
    }
  }

  package static func day(
    _ name: String, _ title: Message, _ condition: @escaping @Sendable (LocalDate) -> SQL?
  ) -> ListFilter {
    ListFilter([name], title, .day) { values, _ in values[name].flatMap { LocalDate($0) }.flatMap(condition) }
  }

  package static func period(
    _ title: Message, _ condition: @escaping @Sendable (ListPeriod, ListScope) -> SQL?
  ) -> ListFilter {
    ListFilter(["period", "from", "to"], title, .period) { values, scope in
      values.period.isAll ? nil : condition(values.period, scope)
    }
  }

  /// Amounts as they are typed; the condition gets them in minor units.
  package static func amounts(
    _ from: String, _ to: String, _ title: Message,
    _ condition: @escaping @Sendable (Int64?, Int64?) -> SQL?
  ) -> ListFilter {
    ListFilter([from, to], title, .amounts) { values, scope in
      let bounds = (values[from].flatMap(scope.minorUnits), values[to].flatMap(scope.minorUnits))
      return bounds.0 == nil && bounds.1 == nil ? nil : condition(bounds.0, bounds.1)
    }
  }

  package static func numbers(
    _ from: String, _ to: String, _ title: Message, _ condition: @escaping @Sendable (Int?, Int?) -> SQL?
  ) -> ListFilter {
    ListFilter([from, to], title, .numbers) { values, _ in
      let bounds = (values[from].flatMap { Int($0) }, values[to].flatMap { Int($0) })
      return bounds.0 == nil && bounds.1 == nil ? nil : condition(bounds.0, bounds.1)
    }
  }
}

extension SQL {
  /// What holds between two bounds, of which one may be missing.
  package static func between<Value: ColumnValue>(_ column: SQL, _ from: Value?, _ to: Value?) -> SQL? {
    switch (from, to) {
    case (let from?, let to?): "\(fragment: column) between \(from) and \(to)"
    case (let from?, nil): "\(fragment: column) >= \(from)"
    case (nil, let to?): "\(fragment: column) <= \(to)"
    case (nil, nil): nil
    }
  }

  /// What holds a text somewhere, in a column in lower case. No index helps: for tables of thousands, not of millions.
  package static func contains(_ column: SQL, _ text: String) -> SQL {
    "\(fragment: column) like \("%" + text.lowercased().literalPattern + "%")"
  }

  /// What begins with a text, in a column of collation C, whose index compares byte by byte. Unlike `like`, row security
  /// lets the index be used.
  package static func begins(_ column: SQL, with text: String) -> SQL {
    "(\(fragment: column) >= \(text) and \(fragment: column) < \(text.behindAllThatBeginSo))"
  }

  /// The same in a column whose index was made with `text_pattern_ops`.
  package static func begins(pattern column: SQL, with text: String) -> SQL {
    "(\(fragment: column) ~>=~ \(text) and \(fragment: column) ~<~ \(text.behindAllThatBeginSo))"
  }

  /// Whether there is a row; the query begins with its `from`. The planner makes a join of `exists`, and with a guess
  /// at the rows of a shop that is too low a bad one; this stays a look into an index for each row.
  package static func finds(_ query: SQL) -> SQL {
    "coalesce((select true \(fragment: query) limit 1), false)"
  }
}

extension String {
  /// The last scalar there is, which no text of ours holds, stands behind everything that begins with this.
  fileprivate var behindAllThatBeginSo: String { self + "\u{10FFFF}" }

  /// As a part of a pattern for `like` that stands for itself.
  fileprivate var literalPattern: String {
    var pattern = UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar == "\\" || scalar == "%" || scalar == "_" { pattern.append("\\") }
      pattern.append(scalar)
    }
    return String(pattern)
  }
}
