import Basics
import Loop

extension LoopPool {
  /// Looks every 25 ms, while anything is under way, at who has waited too long.
  func sweepLater() {
    if sweeper != nil { return }
    sweeper = loop.after(.milliseconds(25)) { [weak self] in
      guard let self else { return }
      sweeper = nil
      sweep()
    }
  }

  private func sweep() {
    queue.removeAll { use in
      if use.stage != .over { give(up: use, at: use.asked + LoopPool.nanoseconds(settings.waiting)) }
      return use.stage == .over
    }
    claims.removeAll { claim in
      if !claim.isOver, loop.now > claim.deadline || downError() != nil {
        let error = waitedTooLong()
        metrics.failed(error)
        claim.fail(error)
      }
      return claim.isOver
    }
    for connection in shared { sweepShared(connection) }
    for connection in owned { sweepOwned(connection) }
    pump()
    let isBusy =
      !queue.isEmpty || !claims.isEmpty
      || (shared + owned).contains { !$0.flight.isEmpty || $0.copying != nil }
    if isBusy { sweepLater() }
  }

  private func give(up use: Use, at limit: UInt64) {
    guard loop.now > limit || downError() != nil else { return }
    let error = waitedTooLong()
    metrics.failed(error)
    use.finish(error)
  }

  private func waitedTooLong() -> DatabaseError {
    if downSince != nil { return unavailable }
    return DatabaseError(.timeout, "no connection came free within \(settings.waiting)")
  }

  /// The server ends a shared statement by itself; only a server that does not even do that costs the
  /// connection.
  private func sweepShared(_ connection: Connection) {
    var batch: Duration = .zero
    var isBatch = true
    connection.flight.forEach { expected in
      if case .sync = expected.kind { isBatch = false }
      guard expected.isFinal, let use = expected.use else { return }
      // The server keeps its answers back until the next Sync, so the head waits for all before it.
      if isBatch { batch += use.timeout }
      guard use.stage == .sent, loop.now > use.deadline else { return }
      let error = DatabaseError(.timeout, "no answer within \(use.timeout)", statement: use.text)
      metrics.failed(error)
      use.finish(error)
    }
    let limit = connection.headSince + LoopPool.nanoseconds(batch) + LoopPool.grace
    if connection.load > 0, loop.now > limit {
      connection.lost(DatabaseError(.timeout, "PostgreSQL did not keep the limit of a statement"))
    }
  }

  private func sweepOwned(_ connection: Connection) {
    let deadline = connection.copying?.deadline ?? connection.flight.first?.use?.deadline
    guard let deadline, loop.now > deadline else { return }
    if loop.now > deadline + LoopPool.grace {
      connection.lost(DatabaseError(.timeout, "PostgreSQL did not answer, nor to being cancelled"))
    } else if connection.flight.first?.use?.isEnd != true {
      connection.cancel(.deadline)
    }
  }

  static func nanoseconds(_ span: Duration) -> UInt64 { UInt64(max(0, span.inMicroseconds)) * 1000 }

  /// How long after its deadline the server may take to say so.
  private static let grace: UInt64 = 5_000_000_000
}
