import CLinux
import Glibc
import Loop
import Synchronization

/// Accepts connections on one loop, from the socket that all loops listen on.
final class Acceptor: EventHandler {
  private unowned let server: LoopServer
  private let listener: Int32
  private let crew: Crew
  private var watch: Watch?
  private var isStopped = false

  init(server: LoopServer, listener: Int32, crew: Crew) {
    self.server = server
    self.listener = listener
    self.crew = crew
  }

  /// Exclusive: a new connection wakes one loop, not all of them.
  func resume() {
    guard !isStopped, watch == nil else { return }
    watch = server.loop.watch(listener, for: [.read, .exclusive], self)
  }

  /// Takes what is still in the queue, so that nobody is turned away who had got through.
  func stop() {
    guard !isStopped else { return }
    ready(.read)
    pause()
    isStopped = true
  }

  func ready(_ events: EventMask) {
    for _ in 0..<64 {
      if crew.isFull { return wait() }
      var peer = sockaddr_storage()
      var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
      let descriptor = haat_accept(listener, &peer, &length)
      if descriptor < 0 {
        if mustWait(errno) { wait() }
        return
      }
      give(descriptor, from: IPAddress(peer))
    }
  }

  private func give(_ descriptor: Int32, from peer: IPAddress) {
    let chosen = crew.leastBusy
    chosen.held.add(1, ordering: .relaxed)
    chosen.loop.execute { chosen.adopt(descriptor, from: peer) }
  }

  /// Without a descriptor to give, the connection stays in the queue and would wake the loop at once, for ever.
  private func mustWait(_ error: Int32) -> Bool {
    error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM
  }

  private func wait() {
    server.metrics.acceptPauses += 1
    pause()
    server.loop.after(.milliseconds(100)) { [weak self] in self?.resume() }
  }

  private func pause() {
    if let watch { server.loop.unwatch(watch) }
    watch = nil
  }
}
