import Basics
import Database
import Web

/// The things before and behind one in the list that somebody came from.
package struct ListNeighbours: Sendable {
  /// Addresses of their pages, with the list in them.
  package let previous: String?
  package let next: String?
  /// Of the list.
  package let list: String

  /// The list is the one in the query of the page's address; without one, the plain list.
  package static func find<Kind: ListKind>(
    of id: String, in _: Kind.Type, _ request: Request
  ) async throws -> ListNeighbours {
    let search = ListSearch<Kind>(query: request.query)
    let path = request.path(Kind.name.path)
    let list = ListNeighbours(previous: nil, next: nil, list: path + search.query())
    guard let key = RecordID<ListFilter>(id) else { return list }
    let scope = ListScope(request)
    let alone = ListMatch<Kind>(search, only: [key], scope)
    guard let row = try await alone.rows(1, from: nil, in: request.db).first else { return list }
    let match = try await ListMatch(search, scope, in: request.db)
    async let previous = match.rows(1, from: Cursor(.newer, alone.key(of: row)), in: request.db)
    async let next = match.rows(1, from: Cursor(.older, alone.key(of: row)), in: request.db)
    func address(_ row: Kind.Row) -> String { "\(path)/\(Kind.id(of: row))\(search.query())" }
    return ListNeighbours(
      previous: try await previous.first.map(address), next: try await next.first.map(address),
      list: list.list)
  }
}
