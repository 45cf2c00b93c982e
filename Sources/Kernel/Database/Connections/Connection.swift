import Basics
import CPostgres
import Glibc
import Loop

/// One connection in pipeline mode: writes uses, and takes their results in order.
///
/// Shared ones carry reads of many at once, in a session that is read only; an owned one serves one write or
/// transaction at a time.
///
/// Sendable: a transaction passes it on, and only the loop looks into it.
final class Connection: EventHandler, @unchecked Sendable {
  let handle: OpaquePointer
  let isShared: Bool
  let pool: LoopPool
  private var watch: Watch?
  private var wantsWrite = false

  /// What results are still to come, in order.
  var flight = Queue<Expected>()
  /// Uses among them.
  var load = 0
  /// When what is now at the head of the flight got there.
  var headSince: UInt64 = 0
  var prepared: PreparedStatements
  var tenantCommand = TenantCommand()
  var sendFailed = false
  /// Messages have been written since the last Sync.
  var isUnsynced = false

  private(set) var isBroken = false
  /// Belongs to a transaction that is not over.
  var isLeased = false
  private(set) var cancelReason: CancelReason?
  var copying: Copying?

  enum CancelReason { case deadline, abandoned }

  /// One result that will come.
  struct Expected {
    let kind: Kind
    let use: Use?
    /// The last of its use.
    var isFinal = false

    enum Kind {
      case step, commit, rollback, sync
      case deallocate(Prepared), prepare(Prepared), statement(Prepared), command
    }
  }

  init(_ handle: OpaquePointer, isShared: Bool, pool: LoopPool) {
    self.handle = handle
    self.isShared = isShared
    self.pool = pool
    prepared = PreparedStatements(limit: pool.settings.statementsPerConnection)
    watch = pool.loop.watch(PQsocket(handle), for: .read, self)
    PQenterPipelineMode(handle)
    prepareControl()
  }

  func ready(_ events: EventMask) {
    if isBroken { return }
    if events.contains(.write) { flush() }
    if !events.subtracting(.write).isEmpty, !isBroken { receive() }
  }

  /// Sends what libpq has buffered; asks for writability only while some of it is left.
  func flush() {
    if isBroken { return }
    let left = PQflush(handle)
    if left < 0 { return lost(.unavailable(handle, "the connection to PostgreSQL was lost")) }
    if (left == 1) != wantsWrite, let watch {
      wantsWrite = left == 1
      pool.loop.change(watch, to: wantsWrite ? [.read, .write] : .read)
    }
    if left == 0 { copying?.drained(self) }
  }

  /// Asks the server to give up what runs now. PQcancel blocks, so another thread calls it; and because it
  /// may arrive late, the connection is not used for anybody else afterwards.
  func cancel(_ reason: CancelReason) {
    guard cancelReason == nil, !isBroken, !isShared, let request = PQgetCancel(handle) else { return }
    cancelReason = reason
    pool.metrics.cancels += 1
    // Sendable: the request is a copy of the address and key, and belongs to the closure alone.
    nonisolated(unsafe) let owned = request
    Task {
      try? await offload {
        var words = [CChar](repeating: 0, count: 256)
        _ = PQcancel(owned, &words, Int32(words.count))
        PQfreeCancel(owned)
      }
    }
  }

  /// The connection is gone: what was in flight is given back to the pool.
  func lost(_ error: DatabaseError) {
    if isBroken { return }
    close()
    let head = flight.first?.use
    while let expected = flight.popFirst() {
      guard expected.isFinal, let use = expected.use else { continue }
      // An error that the server itself reported before COMMIT was done says that it was not.
      pool.lost(use, on: self, error, isRefused: error.isFatal && use === head)
    }
    load = 0
    copying?.fail(error)
    copying = nil
    pool.removed(self)
  }

  func close() {
    if isBroken { return }
    isBroken = true
    if let watch { pool.loop.unwatch(watch) }
    watch = nil
    PQfinish(handle)
  }
}
