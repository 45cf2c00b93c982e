import Basics

/// Where server-sent events are written to (HTML Living Standard, §9.2), by the request's task or one of its child
/// tasks, one at a time.
///
/// Sending waits while the client does not take what was sent, and throws `ClientLeft` when it has gone. A comment is
/// sent by the server itself when there was nothing for a while (`Deadlines.heartbeat`).
package struct EventWriter: Sendable {
  private let stream: ResponseStream

  init(_ stream: ResponseStream) { self.stream = stream }

  /// Sends one event at once. The id comes back as `request.lastEventID` when the client connects again. Line ends in
  /// the data are kept as line feeds; an id with a control character throws `MalformedEventID`.
  package func send(_ data: String, event: StaticString? = nil, id: String? = nil) async throws {
    var text = ""
    if let id {
      guard id.utf8.allSatisfy(ByteSet.isFieldValue) else { throw MalformedEventID() }
      text += "id: \(id)\n"
    }
    if let event { text += "event: \(event)\n" }
    for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewlineOfEvents) {
      text += "data: \(line)\n"
    }
    try await stream.write((text + "\n").utf8)
    try await stream.flush()
  }

  /// Tells the client how long to wait before it connects again.
  package func retry(after delay: Duration) async throws {
    try await stream.write("retry: \(delay.inMicroseconds / 1000)\n\n".utf8)
    try await stream.flush()
  }
}

/// An event's id is one line of text.
package struct MalformedEventID: Error {}

extension Character {
  fileprivate var isNewlineOfEvents: Bool { self == "\n" || self == "\r" || self == "\r\n" }
}
