import Basics
import CSV
import Database
import HTTP
import Localization
import Web

extension Lists {
  /// So many rows are on a page.
  package static let pageSize = 50

  /// The page of a list.
  package static func index<Kind: ListKind>(_: Kind.Type, _ request: Request) async throws -> Response {
    let search = ListSearch<Kind>(query: request.query)
    let (db, person) = (request.db, request.member.person)
    let cursor = request.query("at").flatMap { Cursor($0, keys: 2) }
    let match = try await ListMatch(search, ListScope(request), in: db)
    async let page = match.page(pageSize, from: cursor, in: db)
    async let totals = Kind.totals(match, in: db)
    async let choices = Kind.choices(in: db)
    async let names = Kind.names(in: search, in: db)
    async let views = SavedView.all(of: Kind.name, for: person, in: db)
    async let columns = ChosenColumns.find(of: Kind.name, for: person, in: db)
    let words = ListWords(
      search: search, scope: match.scope, locale: request.locale, path: request.path(Kind.name.path),
      choices: try await choices, names: try await names, usualColumns: try await columns)
    return .page(
      ListPage(
        request, words, page: try await page, totals: try await totals, views: try await views,
        hasCursor: cursor != nil))
  }

  /// What is listed as a file, read and sent page by page: all that matches, or the rows that were ticked.
  package static func download<Kind: ListKind>(_: Kind.Type, _ request: Request) async throws -> Response {
    let search = ListSearch<Kind>(query: request.query)
    let (scope, db) = (ListScope(request), request.db)
    let ticked = ((try? request.http.query())?.all("id") ?? []).compactMap { RecordID<ListFilter>($0) }
    let isEverything = request.query("all") != nil || ticked.isEmpty
    let match =
      isEverything
      ? try await ListMatch(search, scope, in: db) : ListMatch(search, only: ticked, scope)
    let usual = try await ChosenColumns.find(of: Kind.name, for: request.member.person, in: db)
    let columns = request.query("columns") == "all" ? Kind.columns : search.shownColumns(usual)
    let body = ResponseBody.stream(length: nil) { out in
      var cursor: Cursor?
      try await out.write(header(columns))
      repeat {
        let page = try await match.page(500, from: cursor, in: db)
        try await out.write(lines(page.rows, columns, zone: scope.zone))
        cursor = page.older
      } while cursor != nil
    }
    return .download(body, type: "text/csv; charset=utf-8", name: "\(Kind.name.rawValue)-\(scope.today).csv")
  }

  /// With the mark by which Excel knows UTF-8.
  private static func header<Row>(_ columns: [ListColumn<Row>]) -> [UInt8] {
    var writer = CSVWriter(byteOrderMark: true)
    writer.row(columns.map(\.name))
    return Array(writer.output.bytes)
  }

  private static func lines<Row>(_ rows: [Row], _ columns: [ListColumn<Row>], zone: TimeZoneRules) -> [UInt8] {
    var writer = CSVWriter()
    for row in rows {
      for column in columns { column.value(row).write(into: &writer, zone: zone) }
      writer.endRow()
    }
    return Array(writer.output.bytes)
  }
}

extension ListSearch {
  /// Those the address names, or the person usually sees, or everybody does.
  func shownColumns(_ usual: [String]?) -> [ListColumn<Kind.Row>] {
    let names = columns ?? usual ?? []
    let chosen = names.compactMap(Kind.column)
    return chosen.isEmpty ? Kind.columns.filter(\.isUsual) : chosen
  }
}
