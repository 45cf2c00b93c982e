import Basics
import Glibc

extension Connection {
  /// More waiting bytes than this make whoever writes wait.
  static let writeWindow = 65536

  /// A body of fewer bytes goes out sooner as it is: compressing costs about 8 µs for each KiB.
  static let leastToCompress = 32768

  /// Sends a response whose body is at hand, and finishes the exchange when the kernel has all of it.
  func send(_ response: HTTPResponse) {
    guard let exchange else { return }
    var response = response
    server.output.reset()
    var rest: [UInt8] = []
    var file: FilePart?
    var length: Int
    switch response.body {
    case .none, .stream, .events: length = 0
    case .render(let write):
      write(&server.output)
      compress(&response)
      length = server.output.count
    case .bytes(let bytes):
      length = bytes.count
      if length <= 32768 { server.output.append(bytes) } else { rest = bytes }
    case .file(let part):
      length = part.range.count
      if length > 0 { file = part }
    }
    if exchange.isHead || response.status.isBodiless {
      server.output.truncate(to: 0)
      rest = []
      file = nil
    }
    let more = !rest.isEmpty || file != nil
    sendHead(response, length: response.status.isBodiless ? .none : .bytes(length), more: more)
    guard phase != .closed else { return }
    exchange.isAnswered = true
    if more {
      outgoing.append(rest)
      outgoing.file = file.map(OutgoingFile.init)
      flush()
    } else if outgoing.isEmpty {
      finish()
    }
  }

  /// Puts the compressed form in the place of a large page.
  private func compress(_ response: inout HTTPResponse) {
    guard response.mayCompress, server.output.count >= Connection.leastToCompress,
      acceptsGzip(exchange?.head?["accept-encoding"]),
      let smaller = Gzip.compress(Array(server.output.bytes), level: 1)
    else { return }
    server.output.truncate(to: 0)
    server.output.append(smaller)
    response.headers.append("Content-Encoding", "gzip")
    response.headers.append("Vary", "Accept-Encoding")
  }

  /// Sends the head, and with it what has been written to the loop's output.
  func sendHead(_ response: HTTPResponse, length: ResponseHead.Length, more: Bool = false) {
    guard let exchange else { return }
    exchange.answers(response.status)
    server.date.refresh()
    let head = ResponseHead(
      status: response.status, headers: response.headers, date: server.date.bytes, length: length,
      persistence: persistence(of: exchange))
    if head.capacity <= Output.headroom {
      sendInFront(head, more: more)
    } else {
      sendApart(head, more: more)
    }
  }

  private func persistence(of exchange: Exchange) -> ResponseHead.Persistence {
    if server.isDraining || !(exchange.incoming?.isComplete ?? true) { exchange.keepsAlive = false }
    if !exchange.keepsAlive { return .close }
    return exchange.head?.version == .http10 ? .keepAlive : .usual
  }

  /// Head and body in one piece: the head is written at the start of the headroom and moved up to the body.
  private func sendInFront(_ head: ResponseHead, more: Bool) {
    let memory = server.output.memory
    let size = head.write(to: memory)
    let start = memory + (Output.headroom - size)
    memmove(start, memory, size)
    transmit(UnsafeBufferPointer(start: start, count: size + server.output.count), more: more)
  }

  /// For heads larger than the headroom.
  private func sendApart(_ head: ResponseHead, more: Bool) {
    let bytes = [UInt8](unsafeUninitializedCapacity: head.capacity) { buffer, count in
      count = buffer.baseAddress.map(head.write) ?? 0
    }
    let hasBody = server.output.count > 0
    bytes.withUnsafeBufferPointer { transmit($0, more: more || hasBody) }
    if hasBody, phase != .closed { transmit(server.output.bytes, more: more) }
  }

  func transmit(_ text: StaticString) {
    transmit(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Sends bytes now, as far as the kernel takes them, and keeps the rest.
  func transmit(_ bytes: UnsafeBufferPointer<UInt8>, more: Bool = false) {
    var rest = bytes
    if outgoing.isEmpty {
      guard let count = give(bytes, more: more) else { return leave() }
      rest = UnsafeBufferPointer(rebasing: bytes[count...])
      if !rest.isEmpty { wait(server.patience.grace) }
    }
    if !rest.isEmpty { outgoing.append(rest) }
  }

  /// How many bytes the kernel took, or nil if it never will.
  func give(_ bytes: UnsafeBufferPointer<UInt8>, more: Bool) -> Int? {
    let flags = Int32(MSG_NOSIGNAL) | (more ? Int32(MSG_MORE) : 0)
    while true {
      let count = Glibc.send(descriptor, bytes.baseAddress, bytes.count, flags)
      if count >= 0 {
        tally(count)
        return count
      }
      if errno == EAGAIN { return 0 }
      if errno != EINTR { return nil }
    }
  }

  func tally(_ count: Int) {
    exchange?.bytesSent += count
    server.metrics.bytesSent += count
  }
}
