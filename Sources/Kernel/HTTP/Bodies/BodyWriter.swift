/// Where a streamed response is written to, by the request's task or one of its child tasks, one at a time.
///
/// Small writes are put together into pieces of 16 KB. Writing waits while more than 64 KB have not been taken by the
/// client, and throws `ClientLeft` when it has gone.
package struct BodyWriter: Sendable {
  private let stream: ResponseStream

  init(_ stream: ResponseStream) { self.stream = stream }

  package func write(_ bytes: [UInt8]) async throws { try await stream.write(bytes) }
  package func write(_ text: String) async throws { try await stream.write(text.utf8) }

  /// Sends what was written so far without waiting for more.
  package func flush() async throws { try await stream.flush() }
}
