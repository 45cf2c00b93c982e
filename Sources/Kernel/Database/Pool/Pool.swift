import Basics
import Loop

/// One login's connections: a `LoopPool` for each loop.
package final class Pool: Sendable {
  let settings: DatabaseSettings
  private let login: String
  private let locals: [LoopPool]
  private let group: LoopGroup
  private let listener: Listener

  init(login: String, address: ServerAddress, settings: DatabaseSettings, group: LoopGroup) {
    self.login = login
    self.settings = settings
    self.group = group
    locals = group.loops.map { LoopPool(loop: $0, address: address, settings: settings) }
    listener = Listener(loop: group.loops[0], address: address, settings: settings)
  }

  /// This loop's connections; those of the next loop for a caller that is on none.
  var local: LoopPool {
    let loop = group.next()
    for local in locals where local.loop === loop { return local }
    // A loop of another group.
    return locals[0]
  }

  /// Does a use, and comes back with the rows of its first statement.
  nonisolated(nonsending) func perform(_ use: Use) async throws -> Rows {
    let local = local
    try await local.perform(use) { local.start(use) }
    guard let rows = use.rows else { throw DatabaseError(.server, "no result", statement: use.text) }
    return rows
  }

  /// A connection for a transaction, and the loop it lives on.
  nonisolated(nonsending) func claim() async throws -> (LoopPool, Connection) {
    let local = local
    let claim = Claim(nil)
    let connection = try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        claim.continuation = continuation
        local.onLoop { local.start(claim) }
      }
    } onCancel: {
      local.loop.execute { local.abandon(claim) }
    }
    return (local, connection)
  }

  func listen(to channel: StaticString, _ event: @escaping @Sendable (ChannelEvent) -> Void) -> Subscription {
    let subscription = Subscription(channel: "\(channel)", event: event)
    listener.loop.execute { self.listener.add(subscription) }
    return subscription
  }

  func metrics() async -> DatabaseMetrics {
    var sum = DatabaseMetrics()
    sum.login = login
    for local in locals { sum.add(await local.snapshot()) }
    return sum
  }

  func close(patience: Duration) async {
    listener.loop.execute { self.listener.close() }
    for local in locals { await local.close(patience: patience) }
  }
}

extension LoopPool {
  func onLoop(_ body: @escaping @Sendable () -> Void) {
    if loop.isCurrent { body() } else { loop.execute(body) }
  }

  /// Hands a use to the loop by `start` and waits until it is over; a cancelled task abandons it.
  nonisolated(nonsending) func perform(_ use: Use, _ start: @escaping @Sendable () -> Void) async throws {
    try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { continuation in
        use.continuation = continuation
        onLoop(start)
      }
    } onCancel: {
      loop.execute { self.abandon(use) }
    }
  }

  func snapshot() async -> DatabaseMetrics {
    await withUnsafeContinuation { continuation in
      onLoop {
        var snapshot = self.metrics
        snapshot.sharedConnections = self.shared.count
        snapshot.ownedConnections = self.owned.count
        snapshot.idleConnections = self.idle.count
        snapshot.openingConnections = self.openingShared + self.openingOwned
        snapshot.waiting = self.queue.count + self.claims.count
        continuation.resume(returning: snapshot)
      }
    }
  }

  /// Closes when nothing is in flight any more, or when `patience` is over.
  func close(patience: Duration) async {
    let limit = monotonicNanoseconds() + LoopPool.nanoseconds(patience)
    await withUnsafeContinuation { continuation in
      onLoop {
        self.isClosed = true
        self.closeWhenQuiet(limit) { continuation.resume() }
      }
    }
  }

  private func closeWhenQuiet(_ limit: UInt64, _ done: @escaping @Sendable () -> Void) {
    let isQuiet = queue.isEmpty && (shared + owned).allSatisfy { $0.flight.isEmpty && !$0.isLeased }
    if !isQuiet, loop.now < limit {
      loop.after(.milliseconds(10)) { self.closeWhenQuiet(limit, done) }
      return
    }
    let error = DatabaseError(.unavailable, "the databases are closed")
    while let use = queue.popFirst() { use.finish(error) }
    while let claim = claims.popFirst() { claim.fail(error) }
    for connector in connectors.values { connector.cancel() }
    for connection in shared + owned { connection.lost(error) }
    done()
  }
}
