/// What the server serves. Everything is called on the connection's loop.
package protocol HTTPApplication: Sendable {
  /// What to do with the body of a request of which only the head has come (`request.body` is `.none`). Not asked
  /// when there is no body.
  func bodyPolicy(for request: HTTPRequest) -> BodyPolicy

  /// Answers a request. Runs in a task of its own that is started on the spot and is cancelled when the client leaves,
  /// so an answer without a suspension costs no scheduling. A client that closes its sending half counts as gone.
  nonisolated(nonsending) func respond(to request: HTTPRequest) async -> HTTPResponse

  /// The page for what the server refuses by itself. The head is nil if it was not understood. The connection is
  /// closed behind it, whatever the response says.
  func refuse(_ refusal: HTTPRefusal, status: HTTPStatus, head: HTTPHead?) -> HTTPResponse

  /// Told of every request whose response has no `finished` of its own.
  func finished(_ record: AccessRecord)
}

extension HTTPApplication {
  package func bodyPolicy(for request: HTTPRequest) -> BodyPolicy { .memory(limit: 1 << 20) }

  package func refuse(_ refusal: HTTPRefusal, status: HTTPStatus, head: HTTPHead?) -> HTTPResponse {
    .text("\(status)\n", status: status)
  }

  package func finished(_ record: AccessRecord) {}
}

/// One finished request.
package struct AccessRecord: Sendable {
  /// Nil if the head was refused.
  package let head: HTTPHead?
  package let id: RequestID
  package let peer: IPAddress
  package let client: IPAddress
  package let status: HTTPStatus

  /// Head and body, as far as they were handed to the kernel.
  package let bytesSent: Int

  /// From the complete head to the last byte handed to the kernel.
  package let nanoseconds: UInt64

  /// Why the server refused it, if it did.
  package let refusal: HTTPRefusal?

  /// False when the client left before the end, or was cut off.
  package let isComplete: Bool
}
