import Basics
import Loop

/// A transaction that is under way on a connection of its own. BEGIN travels with its first statement.
///
/// Sendable: what changes is used on the connection's loop alone.
final class Transaction: @unchecked Sendable {
  let local: LoopPool
  let connection: Connection
  private let begin: String?
  private var isOpen = false
  private var isOver = false
  private var depth = 0

  init(_ local: LoopPool, _ connection: Connection, begin: String?) {
    self.local = local
    self.connection = connection
    self.begin = begin
  }

  nonisolated(nonsending) func perform(_ use: Use) async throws -> Rows {
    try await local.perform(use) { self.start(use) }
    guard let rows = use.rows else { throw DatabaseError(.server, "no result", statement: use.text) }
    return rows
  }

  /// Without being cancelled with the task: for what ends a transaction or a part of it.
  nonisolated(nonsending) func end(with use: Use) async throws {
    try await withUnsafeThrowingContinuation { continuation in
      use.continuation = continuation
      local.onLoop { self.start(use) }
    }
  }

  nonisolated(nonsending) func commit(_ access: Access) async throws {
    try await checkpoint(access)
    local.onLoop { self.leave() }
  }

  /// Commits and keeps the connection: the next statement begins anew.
  nonisolated(nonsending) func checkpoint(_ access: Access) async throws {
    let isNeeded = await withUnsafeContinuation { continuation in
      local.onLoop { continuation.resume(returning: self.isOpen && !self.isOver) }
    }
    if isNeeded { try await end(with: Use(command: nil, commits: true, access)) }
  }

  /// Sends ROLLBACK behind what is in flight, and does not wait for it.
  func rollback() {
    local.onLoop {
      if self.isOpen, !self.isOver, !self.connection.isBroken { self.connection.rollback() }
      self.leave()
    }
  }

  private func leave() {
    if isOver { return }
    isOver = true
    local.release(connection)
  }

  /// The number of the next savepoint in this transaction.
  nonisolated(nonsending) func nextDepth() async -> Int {
    await withUnsafeContinuation { continuation in
      local.onLoop {
        self.depth += 1
        continuation.resume(returning: self.depth)
      }
    }
  }

  /// Sends what opens it, unless a statement has done so already.
  nonisolated(nonsending) func open(_ access: Access) async throws {
    let isNeeded = await withUnsafeContinuation { continuation in
      local.onLoop { continuation.resume(returning: !self.isOpen) }
    }
    if isNeeded { _ = try await perform(Use(command: "SELECT", access)) }
  }

  func start(_ use: Use) {
    use.asked = local.loop.now
    use.stage = .waiting
    guard local.admit(use) else { return }
    if isOver || connection.isBroken {
      let over = DatabaseError(.misuse, "the transaction is over", statement: use.text)
      return use.finish(
        isOver ? over : DatabaseError(.unavailable, "the connection was lost", statement: use.text))
    }
    if !isOpen {
      isOpen = true
      use.opens = true
      use.begin = begin
    }
    if use.isEnd { isOpen = false }
    use.deadline = local.deadline(after: use.timeout)
    connection.send(use)
    local.sweepLater()
  }
}

/// How far a transaction is kept from what others do meanwhile.
package enum Isolation: String, Sendable {
  case readCommitted = "READ COMMITTED"
  case repeatableRead = "REPEATABLE READ"
  case serializable = "SERIALIZABLE"
}

extension Queryable {
  /// Runs `body` in a transaction on a connection of its own: COMMIT when it returns, ROLLBACK when it
  /// throws.
  ///
  /// Where another transaction was in the way (`DatabaseError.isRetryable`), the whole of it is tried again,
  /// up to `retries` times: then `body` must do nothing outside of the database. Inside a transaction it is a
  /// savepoint. The connection is kept for as long as `body` runs: do not wait in it for the outside world,
  /// and use the database it is given, not the one outside, which would take a second connection.
  @discardableResult
  nonisolated(nonsending) package func transaction<Result>(
    isolation: Isolation = .readCommitted, retries: Int = 0,
    _ body: nonisolated(nonsending) (Self) async throws -> Result
  ) async throws -> Result {
    if let outer = access.transaction { return try await savepoint(in: outer, body) }
    var attempt = 0
    while true {
      do {
        return try await attemptTransaction(isolation, readOnly: false, body)
      } catch let error as DatabaseError where error.isRetryable && attempt < retries {
        attempt += 1
        try await Task.sleep(for: .milliseconds(Int.random(in: 1...10) << min(attempt, 6)))
      }
    }
  }

  /// Inside `transaction`: commits what has been done and goes on in a new transaction on the same
  /// connection.
  ///
  /// For long work that is kept part by part. What fails afterwards undoes only what came behind the last
  /// checkpoint. Not inside a nested transaction, nor while other statements are on their way.
  nonisolated(nonsending) package func checkpoint() async throws {
    guard let transaction = access.transaction else {
      throw DatabaseError(.misuse, "a checkpoint is made inside a transaction")
    }
    try await transaction.checkpoint(access)
  }

  nonisolated(nonsending) func attemptTransaction<Result>(
    _ isolation: Isolation, readOnly: Bool, _ body: nonisolated(nonsending) (Self) async throws -> Result
  ) async throws -> Result {
    let (local, connection) = try await access.pool.claim()
    var begin = isolation == .readCommitted ? nil : "BEGIN ISOLATION LEVEL \(isolation.rawValue)"
    if readOnly { begin = "BEGIN READ ONLY" }
    let transaction = Transaction(local, connection, begin: begin)
    var inside = access
    inside.transaction = transaction
    do {
      let result = try await body(with(inside))
      try await transaction.commit(access)
      return result
    } catch {
      transaction.rollback()
      throw error
    }
  }

  nonisolated(nonsending) private func savepoint<Result>(
    in outer: Transaction, _ body: nonisolated(nonsending) (Self) async throws -> Result
  ) async throws -> Result {
    let name = "haat_\(await outer.nextDepth())"
    _ = try await outer.perform(Use(command: "SAVEPOINT \(name)", access))
    do {
      let result = try await body(self)
      try await outer.end(with: Use(command: "RELEASE SAVEPOINT \(name)", access))
      return result
    } catch {
      try await outer.end(with: Use(command: "ROLLBACK TO SAVEPOINT \(name)", access))
      throw error
    }
  }
}
