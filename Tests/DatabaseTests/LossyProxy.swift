import Glibc
import Loop
import Synchronization

/// Stands between libpq and a server's socket. Where the client sends the marker, the server still gets it and does its
/// work, but its answer is thrown away and the connection closed: what a network does at the worst moment.
///
/// Sendable: what changes is behind the lock; each thread has its descriptors.
final class LossyProxy: Sendable {
  /// For `host=` of a database URL.
  let folder: String
  private let server: String
  private let marker: [UInt8]
  /// How many answers are still to be lost.
  private let remaining: Mutex<Int>

  init(to serverFolder: String, marker: String, losses: Int) throws {
    folder = serverFolder + "/proxy"
    server = serverFolder + "/.s.PGSQL.5432"
    self.marker = Array(marker.utf8)
    remaining = Mutex(losses)
    mkdir(folder, 0o700)
    let listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    guard withAddress(folder + "/.s.PGSQL.5432", { bind(listening, $0, $1) }) == 0, listen(listening, 64) == 0
    else { throw ProxyError() }
    _ = JoinableThread(name: "proxy") { [self] in
      while case let client = accept(listening, nil, nil), client >= 0 { serve(client) }
    }
  }

  struct ProxyError: Error {}

  private func serve(_ client: Int32) {
    let upstream = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    _ = withAddress(server) { connect(upstream, $0, $1) }
    let isLossy = Flag()
    _ = JoinableThread(name: "proxy-up") { [self] in
      pump(from: client, to: upstream) { bytes in
        if contains(bytes), takeLoss() { isLossy.value.store(true, ordering: .sequentiallyConsistent) }
        return true
      }
    }
    _ = JoinableThread(name: "proxy-down") { [self] in
      pump(from: upstream, to: client) { _ in !isLossy.value.load(ordering: .sequentiallyConsistent) }
    }
  }

  private final class Flag: Sendable { let value = Atomic(false) }

  private func pump(from source: Int32, to target: Int32, _ passes: ([UInt8]) -> Bool) {
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = read(source, &buffer, buffer.count), count > 0 {
      let bytes = Array(buffer[..<count])
      guard passes(bytes) else { break }
      _ = bytes.withUnsafeBytes { send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }
    shutdown(source, Int32(SHUT_RDWR))
    shutdown(target, Int32(SHUT_RDWR))
  }

  private func takeLoss() -> Bool {
    remaining.withLock { remaining in
      remaining -= 1
      return remaining >= 0
    }
  }

  private func contains(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { bytes[$0...].starts(with: marker) }
  }

  private func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
