import Basics
import Web

/// What the lists of orders, customers and products share: search, filters, sorting and columns in the address, views
/// that people save, selection, and files of what is listed.
///
/// A feature describes its list as a `ListKind`; `Lists.index` and `Lists.download` do the rest.
///
/// Owns `saved_views` and `list_columns`.
package enum Lists: Feature {
  package static func routes(_ routes: inout Routes) {
    routes.post("/views", for: .members, create)
    routes.post("/views/:id", for: .members, update)
    routes.post("/views/:id/removal", for: .members, remove)
    routes.post("/columns", for: .members, chooseColumns)
  }
}

/// The lists there are; also where they stand: `/orders`.
package enum ListName: String, CaseIterable, Sendable {
  case orders, customers, products

  package var path: String { "/\(rawValue)" }
}
