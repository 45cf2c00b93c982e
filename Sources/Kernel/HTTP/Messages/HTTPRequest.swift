import Basics

/// A request as the application gets it.
package struct HTTPRequest: Sendable {
  package let head: HTTPHead

  /// What names this request in logs and on error pages.
  package let id: RequestID

  /// Who is at the other end of the connection: often a proxy.
  package let peer: IPAddress

  /// Who asks: the peer, or whom a trusted proxy has named.
  package let client: IPAddress

  /// Whether the client speaks TLS, as a trusted proxy says.
  package let isSecure: Bool

  /// Where it was sent to, as the Host header or a trusted proxy says. Nil only for HTTP/1.0 without a Host.
  package let host: HTTPHost?

  /// Monotonic nanoseconds at which the head was complete.
  package let received: UInt64

  package var body: RequestBody

  package var method: HTTPMethod { head.method }
  package var path: String { head.path }
}

extension HTTPRequest {
  /// The query, read as a form.
  package func query(_ limits: FormLimits = FormLimits()) throws(FormError) -> URLEncodedForm {
    try URLEncodedForm(head.query, limits: limits)
  }

  /// The number of the last event a reconnecting event source has seen.
  package var lastEventID: String? { head["last-event-id"] }
}

extension HTTPRequest {
  /// A request made of the bytes of its head, for tests of what answers requests. Throws why it is refused.
  package static func parsing(
    _ head: [UInt8], body: RequestBody = .none, client: IPAddress = IPAddress(version4: 0x7F00_0001),
    isSecure: Bool = false
  ) throws(HTTPRefusal) -> HTTPRequest {
    var parser = HeadParser()
    switch parser.parse(head.span) {
    case .incomplete: throw .malformedRequestLine
    case .refused(let refusal): throw refusal
    case .complete(let parsed, _):
      return HTTPRequest(
        head: parsed, id: RequestID(bits: 0), peer: client, client: client, isSecure: isSecure,
        host: parsed.host,
        received: monotonicNanoseconds(), body: body)
    }
  }
}

/// The body of a request, in the shape that the application's `bodyPolicy` asked for.
package enum RequestBody: Sendable {
  case none
  /// All of it, in memory.
  case bytes([UInt8])
  /// All of it, in a file that is gone when its last owner is.
  case file(TemporaryFile)
  /// Still arriving; see `BodyStream`.
  case stream(BodyStream)
}

/// What to do with a request's body, decided when only the head is known.
package enum BodyPolicy: Sendable {
  /// Answer without reading it.
  case refuse(HTTPStatus)
  /// Read it into memory. More than `limit` bytes is 413, without reading the rest.
  case memory(limit: Int)
  /// Write it to a temporary file. More than `limit` bytes is 413, without reading the rest.
  case disk(limit: Int)
  /// Start the request at once and let it read as it likes. Past `limit` bytes reading throws.
  case stream(limit: Int)
}

/// 64 random bits that name a request, written as 16 hexadecimal digits.
package struct RequestID: Hashable, Sendable, CustomStringConvertible {
  package let bits: UInt64

  package init(bits: UInt64) { self.bits = bits }

  package var description: String {
    String(unsafeUninitializedCapacity: 16) { text in
      let digits: StaticString = "0123456789abcdef"
      for index in 0..<16 { text[index] = digits.utf8Start[Int(bits >> UInt64(60 - 4 * index) & 15)] }
      return 16
    }
  }
}

extension RequestID {
  /// SplitMix64 from a random start: as good as random for a name, and no system call. Nobody must be kept from
  /// guessing one.
  struct Sequence {
    private var state = UInt64.random(in: 0 ... .max)

    mutating func next() -> RequestID {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
      return RequestID(bits: bits ^ bits >> 31)
    }
  }
}
