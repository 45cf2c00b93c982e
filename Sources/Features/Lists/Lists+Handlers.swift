import Audit
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

  /// What is listed as a file, read and sent page by page.
  package static func download<Kind: ListKind>(_: Kind.Type, _ request: Request) async throws -> Response {
    try await recordExport(of: Kind.name, request)
    let match = try await selected(Kind.self, request)
    let (scope, db) = (match.scope, request.db)
    let usual = try await ChosenColumns.find(of: Kind.name, for: request.member.person, in: db)
    let columns = asked(request)("columns") == "all" ? Kind.columns : match.search.shownColumns(usual)
    let body = ResponseBody.stream(length: nil) { out in
      try await out.write(header(columns))
      try await match.walk(in: db) { try await out.write(lines($0, columns, scope)) }
    }
    return .download(body, type: "text/csv; charset=utf-8", name: "\(Kind.name.rawValue)-\(scope.today).csv")
  }

  /// A file's form says in its address or in its fields what it is asked for.
  package static func asked(_ request: Request) -> (String) -> String? {
    { name in request.facts.fields[name]?.first.flatMap { $0.isEmpty ? nil : $0 } ?? request.query(name) }
  }

  /// Notes that somebody has taken a file away with them, with what was asked of it.
  package static func recordExport(of kind: ListName, _ request: Request) async throws {
    let asked =
      request.http.head.query.isEmpty ? request.facts.fields["q"]?.first ?? "" : request.http.head.query
    try await request.db.record(
      AuditEntry("\(kind.rawValue).export", .init("list", kind.rawValue), after: ["asked": asked]),
      by: request.actor)
  }

  /// What a file is asked for: all that matches, or the rows that were ticked.
  package static func selected<Kind: ListKind>(_: Kind.Type, _ request: Request) async throws -> ListMatch<
    Kind
  > {
    let search = ListSearch<Kind>(query: asked(request))
    let scope = ListScope(request)
    let ticked = (request.facts.fields["id"] ?? []).compactMap { RecordID<ListFilter>($0) }
    let isEverything = asked(request)("all") != nil || ticked.isEmpty
    if isEverything { return try await ListMatch(search, scope, in: request.db) }
    return ListMatch(search, only: ticked, scope)
  }

  /// With the mark by which Excel knows UTF-8.
  private static func header<Row>(_ columns: [ListColumn<Row>]) -> [UInt8] {
    var writer = CSVWriter(byteOrderMark: true)
    writer.row(columns.map(\.name))
    return Array(writer.output.bytes)
  }

  private static func lines<Row>(_ rows: [Row], _ columns: [ListColumn<Row>], _ scope: ListScope) -> [UInt8] {
    var writer = CSVWriter()
    for row in rows {
      for column in columns { column.value(row).write(into: &writer, scope) }
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
