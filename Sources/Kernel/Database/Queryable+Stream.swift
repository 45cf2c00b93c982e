import Basics

extension Queryable {
  /// Reads a result of any size with bounded memory: `batch` rows are fetched at a time, from a cursor in a
  /// read-only transaction of its own, and the next ones when `each` has seen them all.
  ///
  /// Inside a transaction the cursor belongs to it; then one stream at a time.
  nonisolated(nonsending) package func stream<Element: FromRow>(
    _ sql: SQL, as type: Element.Type = Element.self, batch: Int = 500,
    _ each: nonisolated(nonsending) (Element) async throws -> Void
  ) async throws {
    if access.transaction != nil { return try await fetch(sql, type, batch, each) }
    try await attemptTransaction(.readCommitted, readOnly: true) { db in
      try await db.fetch(sql, type, batch, each)
    }
  }

  nonisolated(nonsending) private func fetch<Element: FromRow>(
    _ sql: SQL, _ type: Element.Type, _ batch: Int,
    _ each: nonisolated(nonsending) (Element) async throws -> Void
  ) async throws {
    guard let transaction = access.transaction else { return }
    // Refuses what may not be said, before the cursor in front of it makes it unrecognizable.
    _ = try Statement(sql)
    var cursor: SQL = "declare haat_cursor no scroll cursor for \(fragment: sql)"
    cursor.isTrusted = true
    _ = try await transaction.perform(Use(.inside, cursor, access))
    while true {
      let use = Use(command: "fetch forward \(max(1, batch)) from haat_cursor", access)
      let rows = try await transaction.perform(use)
      for index in 0..<rows.count { try await each(try rows.row(index, as: type)) }
      if rows.count < max(1, batch) { break }
    }
    _ = try await transaction.perform(Use(command: "close haat_cursor", access))
  }
}
