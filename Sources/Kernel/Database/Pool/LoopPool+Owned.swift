import CPostgres
import Loop

/// Somebody who waits for a connection of its own: a write, or a transaction.
///
/// Sendable: made by the asker and then left to the loop.
final class Claim: @unchecked Sendable {
  let use: Use?
  var deadline: UInt64
  var continuation: UnsafeContinuation<Connection, any Error>?
  var isAbandoned = false

  init(_ use: Use?, until deadline: UInt64 = 0) {
    self.use = use
    self.deadline = deadline
  }

  /// Nobody waits any more.
  var isOver: Bool { use.map { $0.stage == .over } ?? (continuation == nil) }

  func fail(_ error: DatabaseError) {
    use?.finish(error)
    continuation?.resume(throwing: error)
    continuation = nil
  }
}

extension LoopPool {
  /// Takes on a transaction that wants a connection.
  func start(_ claim: Claim) {
    if claim.isAbandoned { return claim.fail(DatabaseError(.cancelled, "the task was cancelled")) }
    if isClosed { return claim.fail(DatabaseError(.unavailable, "the databases are closed")) }
    if queue.count + claims.count >= settings.waitingLimit {
      return claim.fail(
        DatabaseError(.overloaded, "\(settings.waitingLimit) uses of the database are waiting already"))
    }
    if let error = downError() { return claim.fail(error) }
    if let connection = takeIdle() { return hand(connection, to: claim) }
    claim.deadline = deadline(after: settings.waiting)
    claims.append(claim)
    topUp()
    sweepLater()
  }

  func abandon(_ claim: Claim) {
    claim.isAbandoned = true
    // Until it is in the queue, its continuation is still the asker's to set.
    if claims.contains(claim) {
      claim.fail(DatabaseError(.cancelled, "the task was cancelled"))
    }
  }

  func takeIdle() -> Connection? {
    // Whoever has waited goes first.
    claims.isEmpty ? idle.popLast() : nil
  }

  private func hand(_ connection: Connection, to claim: Claim) {
    if let use = claim.use {
      use.deadline = deadline(after: use.timeout)
      return connection.send(use)
    }
    connection.isLeased = true
    claim.continuation?.resume(returning: connection)
    claim.continuation = nil
  }

  /// All answers of a connection have come.
  func idle(_ connection: Connection) {
    if connection.isShared { return pump() }
    if connection.isLeased || connection.isBroken { return }
    // Nothing of one tenant may be there for the next: neither an open transaction nor a cancel on its way.
    guard connection.cancelReason == nil, PQtransactionStatus(connection.handle) == PQTRANS_IDLE, !isClosed
    else {
      return drop(connection)
    }
    while let claim = claims.popFirst() {
      if claim.isOver { continue }
      return hand(connection, to: claim)
    }
    idle.append(connection)
  }

  /// A transaction is over and leaves its connection.
  func release(_ connection: Connection) {
    connection.isLeased = false
    if !connection.isBroken, connection.flight.isEmpty { idle(connection) }
  }

  private func drop(_ connection: Connection) {
    connection.close()
    owned.removeAll { $0 === connection }
    idle.removeAll { $0 === connection }
    topUp()
  }
}

extension Queue where Element == Claim {
  fileprivate func contains(_ claim: Claim) -> Bool {
    var found = false
    forEach { if $0 === claim { found = true } }
    return found
  }
}
