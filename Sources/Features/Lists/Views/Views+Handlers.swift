import Basics
import Database
import HTML
import HTTP
import Localization
import Looks
import Web

extension Lists {
  static func create(_ request: Request) async throws -> Response {
    let id = SavedView.ID()
    return try await save(request) { draft in
      try await SavedView.create(id, draft, of: request.member.person, at: request.now, in: request.db)
      return id
    }
  }

  static func update(_ request: Request) async throws -> Response {
    let view = try await SavedView.find(
      request.id(of: SavedView.self), of: request.member.person, in: request.db)
    return try await save(request) { draft in
      try await view.update(draft, in: request.db)
      return view.id
    }
  }

  /// A person's views of one list have different names, whatever their case.
  private static func save(
    _ request: Request, _ write: (SavedViewDraft) async throws -> SavedView.ID
  ) async throws -> Response {
    let form = FilledForm<SavedViewDraft>(fields(of: request))
    guard let draft = form.draft else { return again(request, form.state) }
    do {
      let id = try await write(draft)
      return .redirect(to: address(request, draft.list, draft.query, view: id))
        .saying(Flash(request.locale.text("“\(draft.name)” is saved.")))
    } catch let error as DatabaseError where error.kind == .uniqueViolation {
      return again(
        request,
        form.state.adding(
          Problem("name", "You have a view called “\(draft.name)” already. Choose another name.")))
    }
  }

  /// Those of the form, or where a deleted view is made again those of the address.
  private static func fields(of request: Request) -> [String: [String]] {
    guard request.facts.fields["list"] == nil, let query = try? request.http.query() else {
      return request.facts.fields
    }
    return Dictionary(query.fields.map { ($0.name, [$0.value]) }) { first, _ in first }
  }

  private static func again(_ request: Request, _ form: FormState) -> Response {
    let list = ListName(rawValue: form.value("list")) ?? .orders
    let page = SavedViewPage(
      shell: request.shell(section: list.path), form: form, action: request.address,
      listPath: address(request, list, form.value("query"), view: nil))
    return .page(page, status: .unprocessableContent)
  }

  /// Deleting a view is taken back by making it again.
  static func remove(_ request: Request) async throws -> Response {
    let view = try await SavedView.find(
      request.id(of: SavedView.self), of: request.member.person, in: request.db)
    try await view.remove(in: request.db)
    var undo = Output(capacity: 200)
    undo.append("\(request.path("/views"))?list=\(view.list)&name=")
    undo.urlComponent(view.name)
    undo.append("&query=")
    undo.urlComponent(view.query)
    if view.isShared { undo.append("&shared=on") }
    let list = ListName(rawValue: view.list) ?? .orders
    return .redirect(to: request.path(list.path))
      .saying(Flash(request.locale.text("“\(view.name)” is deleted."), undoPath: undo.string))
  }

  private static func address(_ request: Request, _ list: ListName, _ query: String, view: SavedView.ID?)
    -> String
  {
    let parts = [query, view.map { "view=\($0)" } ?? ""].filter { !$0.isEmpty }
    return request.path(list.path) + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
  }

  /// Shows the columns that were ticked, now and from now on.
  static func chooseColumns(_ request: Request) async throws -> Response {
    var form = FormReader(request.facts.fields)
    let list = form.choice("list", as: ListName.self)
    let columns = Array(form.all("column").prefix(60)).filter { $0.utf8.count <= 40 }
    guard let list, !columns.isEmpty else {
      throw Failure.invalid([Problem("column", "Choose at least one column.")])
    }
    try await ChosenColumns.keep(columns, of: list, for: request.member.person, in: request.db)
    let query = form.raw("query")
    let isOurs = query.utf8.count <= 4000 && query.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    let rest = isOurs && !query.isEmpty ? "&" + query : ""
    return .redirect(
      to: "\(request.path(list.path))?cols=\(columns.map(encoded).joined(separator: ","))\(rest)")
  }

  private static func encoded(_ name: String) -> String { SignInPath.encoded(name) }
}
