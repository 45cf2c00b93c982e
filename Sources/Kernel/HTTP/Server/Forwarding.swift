/// Who asks, by which scheme and for which host: of the connection, or as trusted proxies say.
struct Forwarding {
  var client: IPAddress
  var isSecure = false
  var host: HTTPHost?

  /// Nil when a trusted proxy sends what cannot be read.
  init?(_ head: HTTPHead, peer: IPAddress, trusted: [AddressBlock]) {
    client = peer
    host = head.host
    guard trusted.contains(where: { $0.contains(peer) }) else { return }
    guard let client = Forwarding.client(head.all("x-forwarded-for"), peer: peer, trusted: trusted) else {
      return nil
    }
    self.client = client
    switch Forwarding.only(head.all("x-forwarded-proto")) {
    case nil: break
    case "https": isSecure = true
    case "http": break
    default: return nil
    }
    if let name = Forwarding.only(head.all("x-forwarded-host")) {
      guard let named = HTTPHost(name) else { return nil }
      host = named
    }
  }

  /// From the right, each proxy names whom it heard; the first that is no proxy of ours is the client. What stands
  /// to the left of it anyone can have written.
  private static func client(_ lines: [String], peer: IPAddress, trusted: [AddressBlock]) -> IPAddress? {
    var client = peer
    if lines.isEmpty { return client }
    for text in lines.joined(separator: ",").split(separator: ",", omittingEmptySubsequences: false)
      .reversed()
    {
      guard let address = IPAddress(text.trimmingBlanks()) else { return nil }
      client = address
      if !trusted.contains(where: { $0.contains(address) }) { break }
    }
    return client
  }

  /// Two lines are as bad as an unknown value.
  private static func only(_ lines: [String]) -> String? { lines.count > 1 ? "" : lines.first }
}

extension Substring {
  fileprivate func trimmingBlanks() -> String {
    var rest = self
    while rest.first == " " || rest.first == "\t" { rest.removeFirst() }
    while rest.last == " " || rest.last == "\t" { rest.removeLast() }
    return String(rest)
  }
}
