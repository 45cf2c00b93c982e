import Basics
import Glibc
import Loop

extension Connection {
  /// How many requests and reads a connection may have before others get their turn.
  func renewBudget() { budget = 64 }

  /// Whether what the client sends now can be used now. No request is read while the answer to the one before it is
  /// under way.
  private var canConsume: Bool {
    guard budget > 0 else { return false }
    return switch phase {
    case .idle, .head, .body: outgoing.isEmpty
    case .busy: exchange?.incoming?.wantsMore ?? false
    case .lingering: true
    case .closed: false
    }
  }

  /// Goes on with what was read already, then with what the kernel holds.
  func resume() {
    guard !isConsuming, phase != .closed else { return }
    renewBudget()
    consumeInput()
    read()
  }

  /// Reads as long as there is something to read and a use for it.
  func read() {
    guard !isConsuming else { return }
    while isReadable, canConsume { receive() }
    if budget == 0, isReadable || !input.isEmpty { server.loop.soon { self.resume() } }
  }

  private func receive() {
    let buffer = server.receiveBuffer
    let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
    if count < 0 {
      if errno == EINTR { return }
      isReadable = false
      if errno != EAGAIN { leave() }
      return
    }
    if count == 0 { return ended() }
    budget -= 1
    server.metrics.bytesReceived += count
    // A short read has emptied the kernel's buffer, and epoll tells of what comes after it.
    if count < buffer.count, !peerHasClosed { isReadable = false }
    interpret(UnsafeBufferPointer(rebasing: buffer[..<count]))
  }

  /// The client has closed its half, and nothing it sent is left.
  private func ended() {
    isReadable = false
    peerHasClosed = true
    guard phase == .busy, let exchange, !exchange.needsClient else { return leave() }
  }

  private func interpret(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard input.isEmpty else {
      input.append(contentsOf: bytes)
      return consumeInput()
    }
    let used = consume(bytes.span)
    if used < bytes.count, phase != .closed { input = Array(bytes[used...]) }
  }

  private func consumeInput() {
    guard !input.isEmpty, canConsume else { return }
    let bytes = input
    input = []
    let used = consume(bytes.span)
    guard used < bytes.count, phase != .closed else { return }
    input = used == 0 ? bytes : Array(bytes[used...])
  }

  /// Interprets bytes as far as they can be used now, and returns how many that were.
  private func consume(_ bytes: Span<UInt8>) -> Int {
    isConsuming = true
    defer { isConsuming = false }
    var used = 0
    while used < bytes.count, canConsume {
      let rest = bytes.extracting(used...)
      switch phase {
      case .idle, .head:
        guard let count = readHead(rest) else { return used }
        used += count
      case .body, .busy: used += readBody(rest)
      case .lingering, .closed: return bytes.count
      }
    }
    return phase == .lingering ? bytes.count : used
  }

  /// Nil when the head is not complete.
  private func readHead(_ bytes: Span<UInt8>) -> Int? {
    switch server.parser.parse(bytes) {
    case .incomplete:
      if phase == .idle {
        phase = .head
        wait(server.patience.head)
      }
      return nil
    case .refused(let reason):
      refuse(reason)
      return bytes.count
    case .complete(let head, let count):
      budget -= 1
      begin(head, bodyIsHere: count < bytes.count)
      return count
    }
  }

  private func readBody(_ bytes: Span<UInt8>) -> Int {
    guard let exchange, let body = exchange.incoming else { return 0 }
    do throws(HTTPRefusal) {
      let used = try body.receive(bytes)
      progress(used)
      if phase == .body {
        if body.isComplete { startBuffered(exchange, body) }
      } else {
        if !body.wantsMore { waitForEver() }
        body.deliver()
      }
      return used
    } catch {
      if phase == .body { refuse(error) } else { exchange.failBody(error) }
      return bytes.count
    }
  }
}

extension Connection {
  /// A head is complete.
  private func begin(_ head: HTTPHead, bodyIsHere: Bool) {
    let forwarding = Forwarding(head, peer: peer, trusted: server.settings.trustedProxies)
    let exchange = Exchange(head: head, forwarding: forwarding, connection: self)
    self.exchange = exchange
    guard forwarding != nil else { return refuse(.malformedForwarding) }
    guard let decoder = BodyDecoder(head.framing) else {
      phase = .busy
      waitForEver()
      return exchange.start(with: .none)
    }
    let continues = head.expectsContinue && !bodyIsHere
    switch server.application.bodyPolicy(for: exchange.request(head, with: .none)) {
    case .refuse(let status): refuse(.bodyRefused, status: status)
    case .memory(let limit):
      guard admit(IncomingBody(decoder, limit: limit), of: head, to: exchange),
        setAsideMemory(for: head.framing, upTo: limit, exchange)
      else { return }
      phase = .body
      if continues { transmit("HTTP/1.1 100 Continue\r\n\r\n") }
    case .disk(let limit):
      guard admit(IncomingBody(decoder, limit: limit, continues: continues), of: head, to: exchange) else {
        return
      }
      phase = .busy
      exchange.start(with: .stream(BodyStream(exchange)), throughFile: true)
    case .stream(let limit):
      guard admit(IncomingBody(decoder, limit: limit, continues: continues), of: head, to: exchange) else {
        return
      }
      phase = .busy
      exchange.start(with: .stream(BodyStream(exchange)))
    }
  }

  private func admit(_ body: IncomingBody, of head: HTTPHead, to exchange: Exchange) -> Bool {
    exchange.incoming = body
    wait(server.patience.grace)
    guard case .length(let length) = head.framing, length > body.limit else { return true }
    refuse(.bodyTooLarge)
    return false
  }

  private func setAsideMemory(for framing: BodyFraming, upTo limit: Int, _ exchange: Exchange) -> Bool {
    var bytes = limit
    if case .length(let length) = framing { bytes = length }
    guard bytes > 16384 else { return true }
    guard server.largeBodyBytes + bytes <= server.settings.largeBodyMemory else {
      refuse(.bodyRefused, status: .serviceUnavailable)
      return false
    }
    server.largeBodyBytes += bytes
    exchange.bodyBytesSetAside = bytes
    return true
  }

  /// There is room for more of the body.
  func readOnBody() {
    if outgoing.isEmpty { wait(server.patience.grace) }
    resume()
  }

  private func startBuffered(_ exchange: Exchange, _ body: IncomingBody) {
    phase = .busy
    waitForEver()
    exchange.start(with: .bytes(body.takeBuffer()))
  }
}
