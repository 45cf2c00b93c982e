import Database

struct Fortune: FromRow, Sendable {
  let id: Int
  let message: String

  init(id: Int, message: String) {
    self.id = id
    self.message = message
  }

  init(row: inout Row) throws {
    id = try row.next()
    message = try row.next()
  }
}

struct FortunesPage: Sendable {
  let fortunes: [Fortune]
}
