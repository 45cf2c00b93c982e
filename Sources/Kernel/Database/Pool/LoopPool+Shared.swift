import Basics
import Loop

extension LoopPool {
  /// Once at the end of every turn of the loop: what was asked during the turn goes out, one Sync a
  /// connection.
  func pump() {
    if queue.isEmpty { return }
    for _ in 0..<queue.count {
      guard let use = queue.popFirst() else { break }
      if use.stage == .over { continue }
      guard let connection = roomiest() else {
        queue.prepend(use)
        break
      }
      write(use, to: connection)
    }
    for connection in shared where connection.isUnsynced {
      connection.sync()
      connection.flush()
    }
  }

  private func write(_ use: Use, to connection: Connection) {
    // What was sent once already goes between Syncs of its own: it is not to be skipped a second time.
    if use.isRetried, connection.isUnsynced { connection.sync() }
    connection.write(use)
    if use.isRetried { connection.sync() }
  }

  /// Of the first two connections that are not stuck, the one with less in flight.
  private func roomiest() -> Connection? {
    var best: Connection?
    var candidates = 0
    for connection in shared where connection.load < LoopPool.depth && !isStuck(connection) {
      if best.map({ connection.load < $0.load }) ?? true { best = connection }
      candidates += 1
      if candidates == 2 { break }
    }
    if candidates == 0 { growShared() }
    return best
  }

  /// Its head has been running for long: what is sent there waits behind it.
  private func isStuck(_ connection: Connection) -> Bool {
    connection.load > 0
      && loop.now - min(loop.now, connection.headSince) > UInt64(settings.slowHead.inMicroseconds) * 1000
  }

  private func growShared() {
    guard shared.count == wantedShared, wantedShared < settings.sharedPerLoop else { return }
    wantedShared += 1
    topUp()
  }

  /// Uses in flight on one connection at most.
  private static let depth = 64
}
