import Basics
import Glibc
import HTTP
import Loop
import Synchronization

/// A server of its own with two loops, stopped with its last owner.
final class TestServer: Sendable {
  let application = TestApplication()
  let server: HTTPServer
  let port: UInt16
  private let group = LoopGroup(count: 2)

  init(_ change: (inout HTTPSettings) -> Void = { _ in }) throws {
    var settings = HTTPSettings()
    settings.port = 0
    change(&settings)
    group.start()
    server = HTTPServer(group: group, settings: settings, application: application)
    port = try server.start()
  }

  deinit { group.shutdown() }

  /// With the deadlines that servers have; for all tests that do not try these.
  static let patient = Result {
    try TestServer { $0.trustedProxies = [AddressBlock("10.0.0.0/8")].compactMap(\.self) }
  }

  func client(receiveBuffer: Int32? = nil) -> RawClient {
    RawClient(port: port, receiveBuffer: receiveBuffer)
  }

  /// Sends one request on a connection of its own, and returns the first response.
  func exchange(_ request: String, within wait: Duration = .seconds(5)) -> RawResponse? {
    let client = client()
    client.send(request)
    return client.response(toHead: request.hasPrefix("HEAD "), within: wait)
  }

  func get(_ target: String, _ headers: String = "") -> RawResponse? {
    exchange("GET \(target) HTTP/1.1\r\nHost: test\r\n\(headers)\r\n")
  }
}

/// Waits until something holds, for at most five seconds; a test then fails by what it expects.
func eventually(_ condition: () async -> Bool) async -> Bool {
  for _ in 0..<1000 {
    if await condition() { return true }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return false
}

/// What the tests ask for.
final class TestApplication: HTTPApplication {
  private let recorded = Mutex<[AccessRecord]>([])
  private let noted = Mutex<[String]>([])

  private let cancelled = Mutex<UInt64>(0)

  /// When `/slow` saw that its client had gone, in monotonic nanoseconds.
  var cancelledAt: UInt64 { cancelled.withLock { $0 } }

  private let isOpen = Mutex(false)

  /// Lets `/hold` go on.
  func open() { isOpen.withLock { $0 = true } }

  /// What the access log would say.
  var records: [AccessRecord] { recorded.withLock { $0 } }

  /// What handlers have said they saw.
  var notes: [String] { noted.withLock { $0 } }

  func note(_ text: String) { noted.withLock { $0.append(text) } }

  func bodyPolicy(for request: HTTPRequest) -> BodyPolicy {
    switch request.path {
    case "/disk": .disk(limit: 10_000_000)
    case "/stream", "/unread", "/form": .stream(limit: 1_000_000)
    case "/hold": .stream(limit: 100_000_000)
    case "/forbidden": .refuse(.forbidden)
    case "/memory": .memory(limit: 100_000)
    default: .memory(limit: 1000)
    }
  }

  func finished(_ record: AccessRecord) { recorded.withLock { $0.append(record) } }

  nonisolated(nonsending) func respond(to request: HTTPRequest) async -> HTTPResponse {
    switch request.path {
    case "/": .text("Hello, World!")
    case "/describe": describe(request)
    case "/echo", "/memory": echo(request)
    case "/disk": disk(request)
    case "/stream": await stream(request)
    case "/form": await form(request)
    case "/hold": await hold(request)
    case "/slow": await slow()
    case "/large":
      HTTPResponse(body: .render { output in for _ in 0..<1_000_000 { output.append("0123456789") } })
    case "/page", "/small-page": page(of: request.path == "/page" ? 10_000 : 1000)
    case "/bytes": HTTPResponse(body: .bytes([UInt8](repeating: 65, count: 5_000_000)))
    case "/chunks": chunks()
    case "/flood": flood()
    case "/broken":
      HTTPResponse(
        body: .stream(length: nil) { writer in
          try await writer.write("some")
          try await writer.flush()
          throw FormError.malformed
        })
    case "/short": HTTPResponse(body: .stream(length: 10) { try await $0.write("some") })
    case "/events": HTTPResponse(body: .events { try await self.events(request, $0) })
    case "/spoiled": HTTPResponse(headers: HTTPHeaders(["Location": "/a\r\nSet-Cookie: b"]))
    case "/long-head":
      HTTPResponse(headers: HTTPHeaders(["X-Long": String(repeating: "x", count: 5000)]), body: .bytes([65]))
    case "/nothing": HTTPResponse(.noContent)
    case "/close": closing()
    default: .text("nothing here\n", status: .notFound)
    }
  }

  private func describe(_ request: HTTPRequest) -> HTTPResponse {
    .text(
      """
      \(request.method) \(request.path) ?\(request.head.query)
      host \(request.host?.description ?? "none")
      client \(request.client) secure \(request.isSecure)
      """)
  }

  private func page(of words: Int) -> HTTPResponse {
    var response = HTTPResponse(
      body: .render { output in for _ in 0..<words { output.append("<b>word</b>") } })
    response.mayCompress = true
    return response
  }

  private func echo(_ request: HTTPRequest) -> HTTPResponse {
    guard case .bytes(let bytes) = request.body else { return HTTPResponse() }
    return HTTPResponse(body: .bytes(bytes))
  }

  private func disk(_ request: HTTPRequest) -> HTTPResponse {
    guard case .file(let file) = request.body else { return .text("no file") }
    return HTTPResponse(body: .file(FilePart(file)))
  }

  private func stream(_ request: HTTPRequest) async -> HTTPResponse {
    guard case .stream(let body) = request.body else { return .text("no stream") }
    do {
      var size = 0
      for try await bytes in body { size += bytes.count }
      return .text("\(size)")
    } catch {
      note("\(error)")
      return .text("never seen")
    }
  }

  private func form(_ request: HTTPRequest) async -> HTTPResponse {
    do {
      let form = try await MultipartForm.read(request)
      let fields = form.fields.fields.map { "\($0.name)=\($0.value)" }
      let uploads = form.uploads.map { "\($0.part.name)=\($0.part.fileName ?? "")(\($0.size))" }
      return .text((fields + uploads).joined(separator: ";"))
    } catch {
      return .text("\(error)", status: .unprocessableContent)
    }
  }

  /// Reads nothing until `open` is called.
  private func hold(_ request: HTTPRequest) async -> HTTPResponse {
    note("hold begins")
    while !isOpen.withLock({ $0 }), !Task.isCancelled { try? await Task.sleep(for: .milliseconds(5)) }
    return await stream(request)
  }

  private func slow() async -> HTTPResponse {
    note("slow begins")
    do {
      try await Task.sleep(for: .seconds(20))
      note("slow ends")
    } catch {
      cancelled.withLock { $0 = monotonicNanoseconds() }
      note("slow cancelled")
    }
    return .text("slow")
  }

  private func chunks() -> HTTPResponse {
    HTTPResponse(
      body: .stream(length: nil) { writer in
        for number in 0..<3 {
          try await writer.write("chunk \(number);")
          try await writer.flush()
          try await Task.sleep(for: .milliseconds(1))
        }
      })
  }

  private func flood() -> HTTPResponse {
    HTTPResponse(
      body: .stream(length: nil) { writer in
        do {
          for _ in 0..<10_000 {
            try await writer.write([UInt8](repeating: 66, count: 10_000))
            self.note("wrote")
          }
        } catch {
          self.note("flood: \(error)")
          throw error
        }
      })
  }

  private func events(_ request: HTTPRequest, _ writer: EventWriter) async throws {
    try await writer.retry(after: .seconds(3))
    try await writer.send("first\nsecond", event: "news", id: "7")
    try await writer.send("after \(request.lastEventID ?? "nothing")")
    do {
      try await Task.sleep(for: .seconds(20))
    } catch {
      note("events cancelled")
      throw error
    }
  }

  private func closing() -> HTTPResponse {
    var response = HTTPResponse.text("bye")
    response.closesConnection = true
    return response
  }
}
