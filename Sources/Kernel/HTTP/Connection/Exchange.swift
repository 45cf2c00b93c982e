import Basics
import Loop

/// One request and its answer, from the complete head to the last byte.
///
/// A class, because the connection, the request's task and the streams of both bodies speak of the same one.
/// `@unchecked Sendable` holds because it is used on its loop's thread alone.
final class Exchange: @unchecked Sendable {
  let head: HTTPHead?
  let id: RequestID
  let server: LoopServer
  private let peer: IPAddress
  private let client: IPAddress
  private let isSecure: Bool
  private let host: HTTPHost?
  private let received = monotonicNanoseconds()

  /// Nil once the answer is complete or the client has gone.
  private(set) var connection: Connection?
  var incoming: IncomingBody?
  var writing: ResponseStream?
  var keepsAlive: Bool
  var refusal: HTTPRefusal?
  var bytesSent = 0
  /// Of the loop's memory for large bodies, given back at the end.
  var bodyBytesSetAside = 0
  private(set) var status = HTTPStatus(499)
  private var finished: (@Sendable (AccessRecord) -> Void)?
  private var task: Task<Void, Never>?
  private var isRunning = false
  private var isConcluded = false

  /// Whether the last byte of the answer is on its way.
  var isAnswered = false

  init(head: HTTPHead?, forwarding: Forwarding?, connection: Connection) {
    self.head = head
    self.connection = connection
    server = connection.server
    id = server.nextRequestID()
    peer = connection.peer
    client = forwarding?.client ?? connection.peer
    isSecure = forwarding?.isSecure ?? false
    host = forwarding?.host
    keepsAlive = head?.keepsAlive ?? false
  }

  func request(_ head: HTTPHead, with body: RequestBody) -> HTTPRequest {
    HTTPRequest(
      head: head, id: id, peer: peer, client: client, isSecure: isSecure, host: host, received: received,
      body: body)
  }

  /// Whether the answer is still being made or written, which is in vain without the client.
  var needsClient: Bool { isRunning }

  var isHead: Bool { head?.method == .head }

  // MARK: - The task

  /// Starts the application on the request.
  func start(with body: RequestBody, throughFile: Bool = false) {
    guard let head else { return }
    let request = request(head, with: body)
    isRunning = true
    let task = server.loop.spawn {
      if throughFile { await self.respondToFile(request) } else { await self.respond(to: request) }
      self.isRunning = false
      self.task = nil
      if self.connection == nil { self.conclude(isComplete: false) }
    }
    if isRunning { self.task = task }
  }

  private func respondToFile(_ request: HTTPRequest) async {
    do {
      let file = try TemporaryFile(in: server.settings.temporaryDirectory)
      try await BodyStream(self).write(to: file)
      var request = request
      request.body = .file(file)
      await respond(to: request)
    } catch {
      connection?.refuse(error as? HTTPRefusal ?? .applicationFailed)
    }
  }

  private func respond(to request: HTTPRequest) async {
    let response = await server.application.respond(to: request)
    finished = response.finished
    guard let connection else { return }
    if let refusal = incoming?.refusal { return connection.refuse(refusal) }
    if response.headers.isSpoiled { return connection.refuse(.applicationFailed) }
    if response.closesConnection { keepsAlive = false }
    switch response.body {
    case .stream(let length, let body): await stream(response, length: length, on: connection, body)
    case .events(let body): await sendEvents(response, on: connection, body)
    default: connection.send(response)
    }
  }

  /// What is to be sent is known; the record wants to say so.
  func answers(_ status: HTTPStatus) { self.status = status }

  // MARK: - The body of the request

  func nextOfBody() async throws -> [UInt8]? {
    server.loop.checkIsolated()
    guard let incoming else { return nil }
    if incoming.continues {
      incoming.continues = false
      connection?.transmit("HTTP/1.1 100 Continue\r\n\r\n")
    }
    if incoming.isHeldBack {
      let bytes = incoming.takeBuffer()
      connection?.readOnBody()
      return bytes
    }
    return try await incoming.next()
  }

  func failBody(_ refusal: HTTPRefusal) {
    connection?.waitForEver()
    incoming?.fail(refusal)
  }

  // MARK: - The end

  /// Nobody sends or takes anything for as long as is allowed.
  func expire() {
    if let writing { return writing.beat() }
    failBody(.bodyTooSlow)
  }

  func drain() {
    keepsAlive = false
    if writing?.isEndless == true { task?.cancel() }
  }

  /// The connection is gone. The task is told, and the record is written when it has ended.
  func abandon() {
    connection = nil
    incoming?.fail(ClientLeft())
    writing?.fail()
    if isRunning { task?.cancel() } else { conclude(isComplete: false) }
  }

  /// The last byte has been handed to the kernel, or never will be: the first call counts.
  func conclude(isComplete: Bool) {
    guard !isConcluded else { return }
    isConcluded = true
    connection = nil
    server.largeBodyBytes -= bodyBytesSetAside
    if isComplete { server.metrics.responses.count(status) } else { server.metrics.abandoned += 1 }
    let record = AccessRecord(
      head: head, id: id, peer: peer, client: client, status: status, bytesSent: bytesSent,
      nanoseconds: monotonicNanoseconds() - received, refusal: refusal, isComplete: isComplete)
    if let finished { finished(record) } else { server.application.finished(record) }
  }
}
