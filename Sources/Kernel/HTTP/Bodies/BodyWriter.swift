/// Where a streamed response is written to, by the request's task or one of its child tasks, one at a time.
///
/// Small writes are put together into pieces of 16 KB. Writing waits while more than 64 KB have not been taken by the
/// client, and throws `ClientLeft` when it has gone.
package struct BodyWriter: Sendable {
  private enum Sink: Sendable {
    case connection(ResponseStream)
    case function(@Sendable ([UInt8]) async throws -> Void)
  }

  private let sink: Sink

  init(_ stream: ResponseStream) { sink = .connection(stream) }

  /// For a body that goes elsewhere than over a connection.
  package init(_ function: @escaping @Sendable ([UInt8]) async throws -> Void) { sink = .function(function) }

  package func write(_ bytes: [UInt8]) async throws {
    switch sink {
    case .connection(let stream): try await stream.write(bytes)
    case .function(let function): try await function(bytes)
    }
  }

  package func write(_ text: String) async throws {
    switch sink {
    case .connection(let stream): try await stream.write(text.utf8)
    case .function(let function): try await function(Array(text.utf8))
    }
  }

  /// Sends what was written so far without waiting for more.
  package func flush() async throws {
    if case .connection(let stream) = sink { try await stream.flush() }
  }
}
