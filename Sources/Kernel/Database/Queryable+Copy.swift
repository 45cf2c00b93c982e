import Basics

/// A row on its way into a table, column by column.
package struct CopyRow {
  fileprivate var bytes = ColumnBytes()
  fileprivate var count: Int16 = 0

  /// The next column. COPY converts nothing: an `Int` goes into a `bigint` column and into no other.
  package mutating func add<Value: ColumnValue>(_ value: Value?) {
    bytes.appendMeasured(value)
    count += 1
  }
}

extension Queryable {
  /// Copies rows into a table, for a temporary one that a statement then reads: thousands in the time of a
  /// few inserts.
  ///
  ///     try await db.copy(into: "import_lines (line, customer)", lines) { line, row in
  ///       row.add(line.number)
  ///       row.add(line.customer)
  ///     }
  ///
  /// In a transaction only. The target is a table with its columns, which `row` gets in that order.
  @discardableResult
  nonisolated(nonsending) package func copy<Rows: Sequence>(
    into target: StaticString, _ rows: Rows, _ write: (Rows.Element, inout CopyRow) throws -> Void
  ) async throws -> Int {
    guard let transaction = access.transaction else {
      throw DatabaseError(.misuse, "copy is for a transaction", statement: "copy \(target)")
    }
    let copying = try await transaction.beginCopy("COPY \(target) FROM STDIN (FORMAT binary)", access)
    var chunk = ColumnBytes()
    // Source: "Binary Format" under COPY in PostgreSQL's manual: signature, flags, no extension.
    chunk.append(Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8))
    do {
      for element in rows {
        var row = CopyRow()
        try write(element, &row)
        chunk.append(bigEndian: row.count)
        chunk.append(row.bytes.storage)
        if chunk.storage.count < 1 << 16 { continue }
        try Task.checkCancellation()
        try await transaction.send(chunk.storage, copying)
        chunk.storage.removeAll(keepingCapacity: true)
      }
    } catch {
      _ = try? await transaction.endCopy(copying, problem: "given up")
      throw error
    }
    chunk.append(bigEndian: Int16(-1))
    try await transaction.send(chunk.storage, copying)
    return try await transaction.endCopy(copying, problem: nil)
  }
}

extension Transaction {
  /// Sendable: the loop alone looks into it.
  struct CopyHandle: @unchecked Sendable { let copying: Copying }

  nonisolated(nonsending) func beginCopy(_ text: String, _ access: Access) async throws -> CopyHandle {
    // A COPY goes by the simple protocol, so what opens the transaction has to go before.
    try await open(access)
    let handle = CopyHandle(
      copying: Copying(text, deadline: monotonicNanoseconds() + LoopPool.nanoseconds(access.timeout)))
    _ = try await onConnection { handle.copying.begin($0, $1) }
    return handle
  }

  nonisolated(nonsending) func send(_ bytes: [UInt8], _ handle: CopyHandle) async throws {
    _ = try await onConnection { handle.copying.send(bytes, on: $0, $1) }
  }

  nonisolated(nonsending) func endCopy(_ handle: CopyHandle, problem: String?) async throws -> Int {
    try await onConnection { handle.copying.end(problem, on: $0, $1) }
  }

  nonisolated(nonsending) private func onConnection(
    _ body: @escaping @Sendable (Connection, UnsafeContinuation<Int, any Error>) -> Void
  ) async throws -> Int {
    try await withUnsafeThrowingContinuation { continuation in
      local.onLoop {
        if self.connection.isBroken {
          return continuation.resume(
            throwing: DatabaseError(.unavailable, "the connection to PostgreSQL was lost"))
        }
        body(self.connection, continuation)
        self.local.sweepLater()
      }
    }
  }
}
