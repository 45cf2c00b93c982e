import Basics
import Loop

/// A request's body while it arrives. It can be read once, by the request's task or one of its child tasks.
///
/// The client is not read from while nobody reads here. Reading throws `ClientLeft`, or the `HTTPRefusal` of a body
/// that is too large, malformed or too slow; the server then answers with that refusal, whatever the application
/// makes of it.
package struct BodyStream: AsyncSequence, Sendable {
  private let exchange: Exchange

  init(_ exchange: Exchange) { self.exchange = exchange }

  /// The next bytes, at most 128 KB, or nil at the end.
  package func next() async throws -> [UInt8]? { try await exchange.nextOfBody() }

  package func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let stream: BodyStream

    package func next() async throws -> [UInt8]? { try await stream.next() }
  }

  /// Writes the rest of the body to a file, on a thread of its own. Returns how many bytes it had.
  @discardableResult
  package func write(to file: TemporaryFile) async throws -> Int {
    var size = 0
    var batch: [UInt8] = []
    while let bytes = try await next() {
      size += bytes.count
      batch.append(contentsOf: bytes)
      guard batch.count >= 1 << 18 else { continue }
      let full = batch
      batch = []
      try await offload { try file.append(full) }
    }
    let rest = batch
    if !rest.isEmpty { try await offload { try file.append(rest) } }
    return size
  }
}

/// The client has closed the connection, or was cut off.
package struct ClientLeft: Error {}
