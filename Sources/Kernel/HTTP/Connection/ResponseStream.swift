import Basics
import Loop

/// A response that its task writes bit by bit.
///
/// A class, because the task fills it and the connection empties it; both on the loop.
/// `@unchecked Sendable` holds because it is used on its loop's thread alone.
final class ResponseStream: @unchecked Sendable {
  enum Framing {
    case chunked
    case length(remaining: Int)
    /// Up to the end of the connection.
    case open
  }

  /// An event stream: it ends when the server drains, and says something now and then.
  let isEndless: Bool
  private let exchange: Exchange
  private var framing: Framing
  private var buffer: [UInt8] = []
  private var writer: CheckedContinuation<Void, any Error>?

  init(_ exchange: Exchange, framing: Framing, isEndless: Bool) {
    self.exchange = exchange
    self.framing = framing
    self.isEndless = isEndless
  }

  private func connection() throws -> Connection {
    exchange.server.loop.checkIsolated()
    guard let connection = exchange.connection else { throw ClientLeft() }
    return connection
  }

  func write(_ bytes: some Collection<UInt8>) async throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= 16384 { try await flush() } else { _ = try connection() }
  }

  /// Sends what was written, and waits while the client does not take it.
  func flush() async throws {
    let connection = try connection()
    if !buffer.isEmpty {
      try send(buffer, on: connection)
      buffer.removeAll(keepingCapacity: buffer.capacity <= 65536)
    }
    guard connection.phase != .closed else { throw ClientLeft() }
    if connection.outgoing.count > Connection.writeWindow {
      precondition(writer == nil, "a response is written by one task")
      try await withCheckedThrowingContinuation { writer = $0 }
    } else if isEndless, connection.outgoing.isEmpty {
      connection.wait(exchange.server.patience.heartbeat)
    }
  }

  private func send(_ bytes: [UInt8], on connection: Connection) throws {
    let server = exchange.server
    switch framing {
    case .open: bytes.withUnsafeBufferPointer { connection.transmit($0) }
    case .length(let remaining):
      guard bytes.count <= remaining else { throw LengthMismatch() }
      framing = .length(remaining: remaining - bytes.count)
      bytes.withUnsafeBufferPointer { connection.transmit($0) }
    case .chunked:
      server.output.reset()
      server.output.append(String(bytes.count, radix: 16))
      server.output.append("\r\n")
      server.output.append(bytes)
      server.output.append("\r\n")
      connection.transmit(server.output.bytes)
    }
  }

  /// The last byte is written.
  func end() async throws {
    try await flush()
    let connection = try connection()
    if case .length(let remaining) = framing, remaining > 0 { throw LengthMismatch() }
    exchange.isAnswered = true
    if case .chunked = framing { connection.transmit("0\r\n\r\n") }
    if connection.outgoing.isEmpty { connection.finish() }
  }

  func drained() {
    if isEndless { exchange.connection?.wait(exchange.server.patience.heartbeat) }
    writer?.resume()
    writer = nil
  }

  func fail() {
    writer?.resume(throwing: ClientLeft())
    writer = nil
  }

  /// An event stream has been silent for a while: a comment shows both sides that the other is there.
  func beat() {
    guard isEndless, let connection = exchange.connection else { return }
    try? send(Array(":\n\n".utf8), on: connection)
    connection.wait(exchange.server.patience.heartbeat)
  }
}

/// A stream wrote more or less than its response had announced.
struct LengthMismatch: Error {}

extension Exchange {
  func stream(
    _ response: HTTPResponse, length: Int?, on connection: Connection,
    _ body: @Sendable (BodyWriter) async throws -> Void
  ) async {
    let framing: ResponseStream.Framing =
      length.map { .length(remaining: $0) } ?? (head?.version == .http10 ? .open : .chunked)
    await write(response, framing, on: connection, isEndless: false) { try await body(BodyWriter($0)) }
  }

  func sendEvents(
    _ response: HTTPResponse, on connection: Connection, _ body: @Sendable (EventWriter) async throws -> Void
  ) async {
    var response = response
    response.headers.append(contentsOf: .eventStream)
    let framing: ResponseStream.Framing = head?.version == .http10 ? .open : .chunked
    await write(response, framing, on: connection, isEndless: true) { try await body(EventWriter($0)) }
  }

  private func write(
    _ response: HTTPResponse, _ framing: ResponseStream.Framing, on connection: Connection, isEndless: Bool,
    _ body: (ResponseStream) async throws -> Void
  ) async {
    server.output.reset()
    if case .open = framing { keepsAlive = false }
    connection.sendHead(response, length: framing.announced)
    guard !isHead, !response.status.isBodiless else {
      isAnswered = true
      if connection.outgoing.isEmpty { connection.finish() }
      return
    }
    let stream = ResponseStream(self, framing: framing, isEndless: isEndless)
    writing = stream
    if isEndless, connection.outgoing.isEmpty { connection.wait(server.patience.heartbeat) }
    if isEndless, server.isDraining { drain() }
    do {
      try await body(stream)
      try await stream.end()
    } catch {
      await close(stream, after: error, isEndless: isEndless)
    }
    writing = nil
  }

  /// An event stream that was cancelled has come to its end; anything else that fails must not look complete.
  private func close(_ stream: ResponseStream, after error: any Error, isEndless: Bool) async {
    if isEndless, error is CancellationError, (try? await stream.end()) != nil { return }
    connection?.abort()
  }
}

extension ResponseStream.Framing {
  var announced: ResponseHead.Length {
    switch self {
    case .chunked: .chunked
    case .length(let remaining): .bytes(remaining)
    case .open: .none
    }
  }
}

extension HTTPHeaders {
  /// Proxies must neither hold events back nor change them.
  static let eventStream = HTTPHeaders([
    "Content-Type": "text/event-stream", "Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no",
  ])
}
