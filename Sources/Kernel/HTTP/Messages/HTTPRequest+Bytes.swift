import Basics

extension HTTPRequest {
  /// The request that these bytes would be on a connection: for calling an application without a socket. Nil when
  /// the head is refused or not whole.
  package init?(head text: String, body: [UInt8] = [], from client: IPAddress) {
    var parser = HeadParser()
    guard case .complete(let head, _) = parser.parse(Array(text.utf8).span) else { return nil }
    self.init(
      head: head, id: RequestID(bits: .random(in: 0 ... .max)), peer: client, client: client, isSecure: false,
      host: head.host, received: monotonicNanoseconds(), body: body.isEmpty ? .none : .bytes(body))
  }
}
