import Basics

/// What the application answers. The server adds Date, Content-Length or Transfer-Encoding, and Connection.
package struct HTTPResponse: Sendable {
  package var status: HTTPStatus
  package var headers: HTTPHeaders
  package var body: ResponseBody

  /// Closes the connection after this response.
  package var closesConnection = false

  /// Whether a large body that is rendered may go out compressed, to a client that takes gzip. Not where a stranger
  /// could have part of the body written and watch how its length changes, and so guess the rest (BREACH).
  package var mayCompress = false

  /// Called on the loop when the last byte has been handed to the kernel, or the client has left: for the access
  /// log. A response without one is told to `HTTPApplication.finished`.
  package var finished: (@Sendable (AccessRecord) -> Void)?

  package init(_ status: HTTPStatus = .ok, headers: HTTPHeaders = HTTPHeaders(), body: ResponseBody = .none) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// Plain text in UTF-8.
  package static func text(_ text: String, status: HTTPStatus = .ok) -> HTTPResponse {
    HTTPResponse(status, headers: .plainText, body: .bytes(Array(text.utf8)))
  }
}

extension HTTPHeaders {
  static let plainText = HTTPHeaders(["Content-Type": "text/plain; charset=utf-8"])
}

/// The body of a response.
package enum ResponseBody: Sendable {
  case none

  case bytes([UInt8])

  /// Called once, on the loop, to write the body into the loop's own buffer, from which it goes out together with
  /// the head in one system call. It must not suspend, and should not take longer than a page takes.
  case render(@Sendable (inout Output) -> Void)

  /// A part of a file, sent by the kernel.
  case file(FilePart)

  /// Written as it comes about, by the request's own task; see `BodyWriter`. Its length in bytes, if it is known:
  /// else it goes out in chunks, and to an HTTP/1.0 client up to the end of the connection. When the closure throws,
  /// the connection is cut, so that the client sees that something is missing.
  case stream(length: Int?, @Sendable (BodyWriter) async throws -> Void)

  /// Server-sent events; see `EventWriter`. Ends when the closure returns; its task is cancelled when the client
  /// leaves and when the server drains.
  case events(@Sendable (EventWriter) async throws -> Void)
}
