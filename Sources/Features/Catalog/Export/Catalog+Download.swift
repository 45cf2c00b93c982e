import Basics
import Database
import HTTP
import Lists
import Web

extension Catalog {
  /// What is listed as a file: the list as it is shown, or the catalogue in a format that can be brought in again.
  static func download(_ request: Request) async throws -> Response {
    guard let format = Lists.asked(request)("format").flatMap(CatalogFormat.init) else {
      return try await Lists.download(ProductList.self, request)
    }
    try await Lists.recordExport(of: .products, request)
    let match = try await Lists.selected(ProductList.self, request)
    let db = request.db
    let sheet = try await CatalogSheet(format, in: db)
    let body = ResponseBody.stream(length: nil) { out in
      try await out.write(sheet.header)
      try await match.walk(in: db) { rows in try await out.write(sheet.lines(of: rows.map(\.id), in: db)) }
    }
    return .download(
      body, type: "text/csv; charset=utf-8", name: "products-\(format.rawValue)-\(match.scope.today).csv")
  }
}
