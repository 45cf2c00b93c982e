import Basics
import Database

extension ListMatch {
  /// What one filter asks for.
  struct Part {
    let condition: SQL
    let place: ListFilter.Place
    /// A way of its own to its rows.
    let candidates: SQL?
    /// Whether the list stands by the column that it is on.
    let isOfSort: Bool
    /// Whether it is looked up elsewhere for each row.
    let isDear: Bool

    init?(_ filter: ListFilter, _ search: ListSearch<Kind>, _ scope: ListScope) {
      guard let condition = filter.condition(search.values, scope) else { return nil }
      self.condition = condition
      place = filter.place(search.values)
      candidates = filter.candidates?(search.values, scope)
      isOfSort = filter.sorts.contains(search.sort)
      isDear = filter.isDear
    }

    /// The filter whose index the list is read by: the narrowest that was counted, or the first.
    static func lead(_ parts: [Part], _ probes: [Probe]) -> Int? {
      let leads = parts.indices.filter { parts[$0].place == .lead }
      return probes.filter { leads.contains($0.index) }.min { $0.rows < $1.rows }?.index ?? leads.first
    }
  }

  /// How many rows a filter finds, up to a bound.
  struct Probe: FromRow {
    let index: Int
    let rows: Int
    /// Of them; a filter may find a row in several ways.
    let different: Int
    /// Selects their keys.
    var candidates: SQL = ""
    /// Whether an index found all of them, by a condition on the row itself.
    var isWhole = false

    init(row: inout Row) throws {
      index = try row.next()
      rows = try row.next()
      different = try row.next()
    }

    /// Of those filters whose number of rows decides how the list is read.
    static func all(
      of parts: [Part], _ search: ListSearch<Kind>, _ scope: ListScope, _ bounds: ListBounds,
      in db: TenantDatabase
    ) async throws -> [Probe] {
      let ways = parts.enumerated().compactMap { index, part in
        part.way(among: parts, search, scope).map {
          (index: index, select: $0, isOwn: part.candidates != nil)
        }
      }
      if ways.isEmpty { return [] }
      let counts = ways.map { way -> SQL in
        // A condition that an index knows is counted quickly; another way to rows costs more for each.
        way.isOwn
          ? """
          select \(way.index), count(*), count(distinct id)
            from (select id from (\(fragment: way.select)) way limit \(bounds.few + 1)) found
          """
          : """
          select \(way.index), count(*), count(*)
            from (select id from (\(fragment: way.select)) way limit \(bounds.gathered + 1)) found
          """
      }
      let found = try await db.all(.joined(counts, by: " union all "), as: Probe.self)
      return found.map { probe in
        var probe = probe
        guard let way = ways.first(where: { $0.index == probe.index }) else { return probe }
        probe.candidates = way.select
        probe.isWhole = !way.isOwn && probe.rows <= bounds.gathered
        return probe
      }
    }

    func keys(_ scope: ListScope, in db: TenantDatabase) async throws -> [RecordID<ListFilter>] {
      rows == 0 ? [] : try await db.all(candidates)
    }
  }
}

extension ListMatch.Part {
  /// Selects the keys of its rows, where their number is worth knowing: in a list that stands as its indexes do, one of
  /// these is read until a page is full, and there is nothing to choose.
  fileprivate func way(among parts: [ListMatch.Part], _ search: ListSearch<Kind>, _ scope: ListScope) -> SQL?
  {
    if let candidates { return candidates }
    let isWorthIt =
      switch place {
      case .rest: false
      case .own: true
      case .order: !search.sorting.isPlain
      case .lead: !search.sorting.isPlain || parts.count > 1
      }
    guard isWorthIt else { return nil }
    return
      "select t.id from (\(fragment: Kind.source) where t.tenant_id = \(scope.tenant) and \(fragment: condition)) t"
  }
}
