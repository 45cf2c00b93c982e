import Basics
import CLinux
import Glibc
import Loop
import Synchronization

/// An HTTP/1.1 server on the loops of a group.
///
/// A class, because a listening socket is owned once; `start`, `drain` and `metrics` may be called on any thread.
package final class HTTPServer: Sendable {
  private let settings: HTTPSettings
  private let servers: [LoopServer]
  private let listener = Mutex<Int32>(-1)

  package init(group: LoopGroup, settings: HTTPSettings, application: any HTTPApplication) {
    self.settings = settings
    servers = group.loops.map { LoopServer(loop: $0, settings: settings, application: application) }
  }

  deinit { listener.withLock { if $0 >= 0 { close($0) } } }

  /// Starts to listen, and returns the port. The process gets as many descriptors as it may have, and ignores SIGPIPE
  /// from now on, which sendfile would raise.
  package func start() throws(SystemError) -> UInt16 {
    signal(SIGPIPE, SIG_IGN)
    haat_raise_descriptor_limit()
    let (descriptor, port) = try listen(on: settings.address, port: settings.port)
    listener.withLock { $0 = descriptor }
    let crew = Crew(servers: servers, limit: settings.connectionLimit)
    for server in servers { server.loop.execute { server.accept(from: descriptor, with: crew) } }
    return port
  }

  /// Stops accepting, closes idle connections, ends event streams, and lets running requests finish. What is still
  /// there at the deadline is cut off.
  package func drain(deadline: Duration) async {
    for server in servers { await server.on { $0.drain() } }
    listener.withLock { descriptor in
      if descriptor >= 0 { close(descriptor) }
      descriptor = -1
    }
    let end = monotonicNanoseconds() + UInt64(max(0, deadline.inMicroseconds)) * 1000
    while await metrics().connectionsOpen > 0, monotonicNanoseconds() < end {
      try? await Task.sleep(for: .milliseconds(5))
    }
    for server in servers { await server.on { $0.cutEveryConnection() } }
  }

  /// Connections held by each loop.
  func connectionsByLoop() async -> [Int] {
    var counts: [Int] = []
    for server in servers { counts.append(await server.on { $0.metrics.connectionsOpen }) }
    return counts
  }

  /// The sum over the loops.
  package func metrics() async -> HTTPMetrics {
    var sum = HTTPMetrics()
    for server in servers { sum.add(await server.on { $0.metrics }) }
    return sum
  }
}
