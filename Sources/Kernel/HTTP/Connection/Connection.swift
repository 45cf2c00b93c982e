import CLinux
import Glibc
import Loop

/// One client's connection: reads requests one after another, and sends their answers in that order.
///
/// While it idles it holds no buffer. It lives from `start` until `close`, held by its loop's table.
/// `@unchecked Sendable` holds because it is used on its loop's thread alone.
final class Connection: EventHandler, @unchecked Sendable {
  enum Phase: UInt8 {
    /// Between two requests.
    case idle
    /// A part of a head has come.
    case head
    /// A body is being read into memory, and the request starts when it is complete.
    case body
    /// A request is being answered; its body may still be read by its task.
    case busy
    /// All has been said; what still comes is thrown away, so that the client gets to read the answer.
    case lingering
    case closed
  }

  let server: LoopServer
  let descriptor: Int32
  let slot: Int32
  let peer: IPAddress
  var watch: Watch?
  var phase = Phase.idle

  /// Whether the kernel may hold bytes that were not read: epoll tells only of a change.
  var isReadable = false

  /// Whether the client has closed its half.
  var peerHasClosed = false

  /// Set while bytes are being interpreted, which must not happen within itself.
  var isConsuming = false

  /// Requests and reads that this turn has left for this connection; others want their turn too.
  var budget = 0

  /// What was read and not yet interpreted.
  var input: [UInt8] = []
  var outgoing = Outgoing()
  var exchange: Exchange?

  init(descriptor: Int32, slot: Int32, peer: IPAddress, server: LoopServer) {
    self.descriptor = descriptor
    self.slot = slot
    self.peer = peer
    self.server = server
  }

  func start() {
    wait(server.patience.idle)
    watch = server.loop.watch(descriptor, for: [.read, .write, .peerClosed, .edgeTriggered], self)
  }

  func ready(_ events: EventMask) {
    guard phase != .closed else { return }
    if !events.isDisjoint(with: [.error, .hangUp]) { return leave() }
    if events.contains(.peerClosed) { peerHasClosed = true }
    if events.contains(.write), !outgoing.isEmpty { flush() }
    guard phase != .closed else { return }
    if !events.isDisjoint(with: [.read, .peerClosed]) { isReadable = true }
    renewBudget()
    read()
    if peerHasClosed, let exchange, exchange.needsClient { leave() }
  }

  // MARK: - Deadlines

  /// Gives the connection so many nanoseconds from now.
  func wait(_ span: UInt64) { server.connections.setDeadline(server.loop.now &+ span, of: slot) }

  func waitForEver() { server.connections.setDeadline(.max, of: slot) }

  /// Moves the deadline on for bytes that went in or out.
  func progress(_ bytes: Int) {
    let deadline = server.connections.deadline(of: slot)
    let moved = server.patience.extended(deadline, by: bytes, at: server.loop.now)
    server.connections.setDeadline(moved, of: slot)
  }

  func expire() {
    switch phase {
    case .idle, .lingering: close()
    case .head: refuse(.headTooSlow)
    case .body: refuse(.bodyTooSlow)
    case .busy where !outgoing.isEmpty:
      server.metrics.refusals[.readerTooSlow, default: 0] += 1
      abort()
    case .busy: exchange?.expire()
    case .closed: break
    }
  }

  // MARK: - The end

  /// The server wants to stop: what has been sent is still answered, and that is the last here.
  func drain() {
    exchange?.drain()
    guard phase == .idle else { return }
    isReadable = true
    resume()
    if phase == .idle { close() }
  }

  /// The client has gone: whoever works for it is told.
  func leave() {
    let abandoned = exchange
    exchange = nil
    close()
    abandoned?.abandon()
  }

  /// Cuts the connection, so that the client cannot take what it got for the whole.
  func abort() {
    guard phase != .closed else { return }
    haat_reset_on_close(descriptor)
    leave()
  }

  /// Says that nothing more will be sent, and waits for the client to say the same.
  func linger() {
    shutdown(descriptor, Int32(SHUT_WR))
    phase = .lingering
    input = []
    wait(server.patience.lingering)
    isReadable = true
    budget = max(budget, 1)
    if !isConsuming { read() }
  }

  func close() {
    guard phase != .closed else { return }
    phase = .closed
    if let watch { server.loop.unwatch(watch) }
    watch = nil
    input = []
    outgoing = Outgoing()
    Glibc.close(descriptor)
    server.forget(self)
  }
}
