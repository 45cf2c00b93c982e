import Basics
import Glibc
import Loop
import Synchronization

/// What the connections of one loop share: the buffers, the parser, the date, the counts.
///
/// `@unchecked Sendable` holds because everything but `held` is used on the loop's own thread alone.
final class LoopServer: @unchecked Sendable {
  let loop: EventLoop
  let application: any HTTPApplication
  let settings: HTTPSettings
  let patience: Patience
  let receiveBuffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 65536)
  var output = Output(capacity: 65536)
  var parser = HeadParser()
  var date = DateLine()
  var metrics = HTTPMetrics()
  var connections = ConnectionTable()
  /// Bytes set aside for large bodies.
  var largeBodyBytes = 0
  private(set) var isDraining = false
  private var acceptor: Acceptor?
  private var sweeper: LoopTimer?
  private var requestIDs = RequestID.Sequence()

  /// Connections held or on their way here; other loops read it to share out new ones.
  let held = Atomic<Int>(0)

  init(loop: EventLoop, settings: HTTPSettings, application: any HTTPApplication) {
    self.loop = loop
    self.settings = settings
    self.application = application
    patience = Patience(settings.deadlines)
  }

  deinit { receiveBuffer.deallocate() }

  /// Runs a closure on the loop and waits for what it returns, from any thread.
  func on<Result: Sendable>(_ body: @escaping @Sendable (LoopServer) -> Result) async -> Result {
    await withCheckedContinuation { continuation in
      loop.execute { continuation.resume(returning: body(self)) }
    }
  }

  func nextRequestID() -> RequestID { requestIDs.next() }

  // MARK: - Connections

  func accept(from listener: Int32, with crew: Crew) {
    acceptor = Acceptor(server: self, listener: listener, crew: crew)
    acceptor?.resume()
  }

  /// Takes over an accepted socket.
  func adopt(_ descriptor: Int32, from peer: IPAddress) {
    metrics.connectionsAccepted += 1
    metrics.connectionsOpen += 1
    let slot = connections.reserve()
    let connection = Connection(descriptor: descriptor, slot: slot, peer: peer, server: self)
    connections[slot] = connection
    connection.start()
    if isDraining { return connection.drain() }
    if sweeper == nil { sweeper = loop.every(patience.sweep) { [unowned self] in sweep() } }
  }

  func forget(_ connection: Connection) {
    connections.release(connection.slot)
    metrics.connectionsOpen -= 1
    held.subtract(1, ordering: .relaxed)
  }

  /// Deadlines are looked at a few times a second, all together: setting one is then a store.
  private func sweep() {
    for connection in connections.expired(at: loop.now) { connection.expire() }
    guard metrics.connectionsOpen == 0 else { return }
    sweeper?.cancel()
    sweeper = nil
  }

  func drain() {
    isDraining = true
    acceptor?.stop()
    acceptor = nil
    for connection in connections.all { connection.drain() }
  }

  func cutEveryConnection() {
    for connection in connections.all { connection.abort() }
  }
}
