/// A scheme, a host and a port: what a browser tells sites apart by.
package struct Origin: Sendable, Equatable, CustomStringConvertible {
  package enum Scheme: String, Sendable {
    case http, https

    package var standardPort: Int { self == .https ? 443 : 80 }
  }

  package let scheme: Scheme
  /// In lower case.
  package let host: String
  package let port: Int

  package init(scheme: Scheme, host: String, port: Int) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// Reads `https://haat.example` or `http://localhost:8080`, and nothing that has a path or a user.
  package init?(_ text: String) {
    let parts = text.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let scheme = Scheme(rawValue: String(parts[0])) else { return nil }
    let place = (parts[1].hasSuffix("/") ? parts[1].dropLast() : parts[1]).split(
      separator: ":", omittingEmptySubsequences: false)
    guard let host = place.first, Origin.isHost(host), place.count <= 2 else { return nil }
    let port = place.count == 2 ? Int(place[1]) : scheme.standardPort
    guard let port, (1...65535).contains(port) else { return nil }
    self.init(scheme: scheme, host: host.lowercased(), port: port)
  }

  /// A name of letters, digits and hyphens, with dots between; browsers resolve `*.localhost` themselves.
  private static func isHost(_ text: Substring) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
      (1...63).contains(label.utf8.count)
        && label.utf8.allSatisfy { byte in
          byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
        }
    }
  }

  /// Whether only this machine can reach it.
  package var isLocal: Bool { host == "localhost" || host.hasSuffix(".localhost") || host.hasPrefix("127.") }

  /// The host, with the port where it is not the scheme's own: what a browser sends as Host.
  package var authority: String { port == scheme.standardPort ? host : "\(host):\(port)" }

  package var isSecure: Bool { scheme == .https }

  package var description: String { "\(scheme.rawValue)://\(authority)" }
}
