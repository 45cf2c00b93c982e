import Basics
import CPostgres
import Loop

/// One login's connections on one loop, and what waits for them.
///
/// Sendable: everything but the constants is used on the loop alone.
final class LoopPool: @unchecked Sendable {
  let loop: EventLoop
  let settings: DatabaseSettings
  let address: ServerAddress
  var metrics = DatabaseMetrics()

  var statements = StatementTable()
  /// Reads that are to be sent at the end of the turn.
  var queue = Queue<Use>()
  var shared: [Connection] = []
  var wantedShared = 0
  /// Writes and transactions that wait for a connection of their own.
  var claims = Queue<Claim>()
  var owned: [Connection] = []
  var idle: [Connection] = []

  var openingShared = 0
  var openingOwned = 0
  var connectors: [ObjectIdentifier: Connector] = [:]
  var retry: LoopTimer?
  var failures = 0
  /// Since when nothing could be connected, and why.
  var downSince: UInt64?
  var lastError: DatabaseError?

  var sweeper: LoopTimer?
  var isClosed = false

  init(loop: EventLoop, address: ServerAddress, settings: DatabaseSettings) {
    self.loop = loop
    self.address = address
    self.settings = settings
    loop.execute { loop.atEndOfTurn { [weak self] in self?.pump() } }
  }

  /// Takes a use on: a read into the queue, a write to a connection of its own.
  func start(_ use: Use) {
    use.asked = loop.now
    use.stage = .waiting
    guard admit(use) else { return }
    use.deadline = deadline(after: settings.waiting + use.timeout)
    if use.kind == .read {
      queue.append(use)
      if wantedShared == 0 { wantedShared = min(2, max(1, settings.sharedPerLoop)) }
    } else if let connection = takeIdle() {
      use.deadline = deadline(after: use.timeout)
      connection.send(use)
    } else {
      claims.append(Claim(use, until: deadline(after: settings.waiting)))
    }
    topUp()
    sweepLater()
  }

  /// Refuses a use that cannot be done: abandoned before it began, no statement of ours, too many before it,
  /// no server.
  func admit(_ use: Use) -> Bool {
    do throws(DatabaseError) {
      if use.isAbandoned { throw DatabaseError(.cancelled, "the task was cancelled") }
      if isClosed { throw DatabaseError(.unavailable, "the databases are closed") }
      if use.kind != .inside {
        if queue.count + claims.count >= settings.waitingLimit {
          throw DatabaseError(
            .overloaded, "\(settings.waitingLimit) uses of the database are waiting already")
        }
        if let error = downError() { throw error }
      }
      try resolve(use)
      return true
    } catch {
      metrics.failed(error)
      use.finish(error)
      return false
    }
  }

  func resolve(_ use: Use) throws(DatabaseError) {
    guard use.statements.isEmpty, let sql = use.sql else { return }
    use.statements.append(try find(sql))
    for sql in use.more { use.statements.append(try find(sql)) }
  }

  private func find(_ sql: SQL) throws(DatabaseError) -> Statement {
    try statements.find(sql) { text in settings.recorder?(text) }
  }

  func deadline(after span: Duration) -> UInt64 { loop.now + UInt64(max(0, span.inMicroseconds)) * 1000 }

  /// The asker's task was cancelled.
  func abandon(_ use: Use) {
    switch use.stage {
    case .new: use.isAbandoned = true
    case .waiting: use.finish(DatabaseError(.cancelled, "the task was cancelled"))
    case .sent:
      if use.isEnd { return }
      // A shared connection is not cancelled: that could hit whoever is next.
      if use.kind == .read { return use.finish(DatabaseError(.cancelled, "the task was cancelled")) }
      use.connection?.cancel(.abandoned)
    case .over: break
    }
  }

  // MARK: - What connections report

  /// The last answer to a use has come.
  func completed(_ use: Use, on connection: Connection) {
    if use.stage == .over { return }
    if mayGoAgain(use) { return sendAgain(use, connection) }
    record(use)
    guard var error = use.error else { return use.finish() }
    if error.sqlState == "57014" { error.kind = whoCancelled(use, connection) }
    metrics.failed(error)
    use.finish(error)
  }

  /// It did not run, and it can again: skipped behind another's failure, or prepared for other types than
  /// there are now.
  private func mayGoAgain(_ use: Use) -> Bool {
    guard let error = use.error else { return use.isSkipped }
    guard error.isStalePlan || error.sqlState == "26000", use.kind != .inside, use.tries < 3 else {
      return false
    }
    use.tries += 1
    return true
  }

  private func sendAgain(_ use: Use, _ connection: Connection) {
    metrics.sentAgain += 1
    use.reset()
    if use.kind == .read {
      queue.prepend(use)
    } else if connection.isBroken {
      use.finish(DatabaseError(.unavailable, "the connection to PostgreSQL was lost", statement: use.text))
    } else {
      connection.send(use)
    }
  }

  private func whoCancelled(_ use: Use, _ connection: Connection) -> DatabaseError.Kind {
    if connection.isShared {
      // We do not cancel there: it was the limit, unless it came far too early, by a person's hand at the
      // server. The message would tell, but it is translated.
      return loop.now - use.sent > LoopPool.nanoseconds(use.timeout) / 2 ? .timeout : .cancelled
    }
    return connection.cancelReason == .deadline ? .timeout : .cancelled
  }

  private func record(_ use: Use) {
    let took = loop.now - use.sent
    metrics.statementTimes.add(took)
    metrics.waits.add(use.sent - use.asked)
    if use.error == nil { metrics.succeeded += 1 }
    if let slow = settings.slow, took > UInt64(settings.slowStatement.inMicroseconds) * 1000 {
      slow(
        SlowStatement(
          statement: use.text, tenant: use.tenant, waited: .nanoseconds(Int64(use.sent - use.asked)),
          took: .nanoseconds(Int64(took))))
    }
  }

  /// The connection went while this use was in flight. Only a read may be sent again, and once: it may be
  /// what brought the server down.
  func lost(_ use: Use, on connection: Connection, _ error: DatabaseError, isRefused: Bool) {
    if use.stage == .over { return }
    if use.kind == .read, use.losses == 0 {
      use.losses = 1
      use.reset()
      metrics.sentAgain += 1
      return queue.append(use)
    }
    var error = error
    error.statement = use.text
    if use.commits, use.kind != .read, !isRefused {
      error = DatabaseError(
        .outcomeUnknown, "the connection was lost before the outcome of COMMIT was known", sqlState: "08007",
        statement: use.text)
    }
    metrics.failed(error)
    use.finish(error)
  }

  func removed(_ connection: Connection) {
    metrics.connectionsLost += 1
    shared.removeAll { $0 === connection }
    owned.removeAll { $0 === connection }
    idle.removeAll { $0 === connection }
    topUp()
    pump()
  }
}
