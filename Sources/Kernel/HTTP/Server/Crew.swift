import Synchronization

/// The loops among which new connections are shared out, each to the loop that holds the fewest.
final class Crew: Sendable {
  let servers: [LoopServer]
  private let limit: Int

  init(servers: [LoopServer], limit: Int) {
    self.servers = servers
    self.limit = limit
  }

  /// The loop for a new connection. What it holds is known to be right within a few connections, which is enough.
  var leastBusy: LoopServer {
    var least = servers[0]
    for server in servers.dropFirst()
    where server.held.load(ordering: .relaxed) < least.held.load(ordering: .relaxed) { least = server }
    return least
  }

  var isFull: Bool { servers.reduce(0) { $0 + $1.held.load(ordering: .relaxed) } >= limit }
}
