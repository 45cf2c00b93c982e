import Basics
import Glibc

/// A client that sends exactly the bytes it is told, over a blocking socket.
final class RawClient {
  private(set) var descriptor: Int32
  private(set) var received: [UInt8] = []
  private(set) var isClosedByServer = false
  private(set) var wasReset = false

  /// A small receive buffer makes a reader that stops felt soon.
  init(port: UInt16, receiveBuffer: Int32? = nil) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if var size = receiveBuffer {
      setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }
    var on: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let connected = withUnsafeBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) {
        connect(descriptor, $0.baseAddress, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    precondition(connected == 0, "cannot connect: \(errno)")
  }

  deinit { hangUp() }

  /// The port of this side.
  var port: UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    withUnsafeMutableBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { _ = getsockname(descriptor, $0.baseAddress, &length) }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  /// What the server does not take because it has closed is lost.
  func send(_ bytes: some Collection<UInt8>) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Sends what the kernel takes, waiting for it no longer than that, and says how much that was.
  func send(_ bytes: [UInt8], waiting: Duration) -> Int {
    var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard Glibc.poll(&poll, 1, Int32(waiting.inMicroseconds / 1000)) > 0 else { return 0 }
    let flags = Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
    return bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, flags) }
  }

  func closeHalf() { shutdown(descriptor, Int32(SHUT_WR)) }

  func hangUp() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  /// Closes so that the server sees a reset.
  func reset() {
    var off = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &off, socklen_t(MemoryLayout<linger>.size))
    hangUp()
  }

  /// Reads once, waiting at most so long. False when nothing came.
  @discardableResult
  func receive(within wait: Duration = .seconds(5)) -> Bool {
    guard !isClosedByServer else { return false }
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard Glibc.poll(&poll, 1, Int32(wait.inMicroseconds / 1000)) > 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    wasReset = count < 0
    isClosedByServer = count <= 0
    received += buffer.prefix(max(0, count))
    return count > 0
  }

  /// Whether the server closes the connection within that time. What it sends until then is kept.
  func isClosed(within wait: Duration = .seconds(5)) -> Bool {
    let end = monotonicNanoseconds() + UInt64(wait.inMicroseconds) * 1000
    while !isClosedByServer, monotonicNanoseconds() < end { receive(within: .milliseconds(10)) }
    return isClosedByServer
  }

  /// The next response, or nil if none is complete within that time. A response to HEAD has no body.
  func response(toHead: Bool = false, within wait: Duration = .seconds(5)) -> RawResponse? {
    let end = monotonicNanoseconds() + UInt64(wait.inMicroseconds) * 1000
    while true {
      if let (response, used) = RawResponse.parse(received, toHead: toHead, isAll: isClosedByServer) {
        received.removeFirst(used)
        return response
      }
      if isClosedByServer || monotonicNanoseconds() > end { return nil }
      receive(within: .milliseconds(10))
    }
  }

  var text: String { String(decoding: received, as: UTF8.self) }
}

struct RawResponse {
  let status: Int
  let headers: [(name: String, value: String)]
  let body: [UInt8]

  var text: String { String(decoding: body, as: UTF8.self) }

  subscript(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }

  /// Reads a response and says how many bytes it had; nil when it is not complete.
  static func parse(_ bytes: [UInt8], toHead: Bool, isAll: Bool) -> (RawResponse, Int)? {
    let end: [UInt8] = [13, 10, 13, 10]
    guard let headEnd = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else { return nil }
    let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).split(separator: "\r\n")
    let status = Int(lines[0].split(separator: " ")[1]) ?? 0
    let headers = lines.dropFirst().map { line in
      let colon = line.firstIndex(of: ":") ?? line.endIndex
      return (name: String(line[..<colon]), value: String(line[colon...].dropFirst(2)))
    }
    let start = headEnd + 4
    let head = RawResponse(status: status, headers: headers, body: [])
    if toHead || status == 100 || status == 204 || status == 304 { return (head, start) }
    if let length = head["content-length"].flatMap({ Int($0) }) {
      guard bytes.count >= start + length else { return nil }
      return (
        RawResponse(status: status, headers: headers, body: Array(bytes[start..<start + length])),
        start + length
      )
    }
    if head["transfer-encoding"] == "chunked" {
      guard let (body, used) = chunks(bytes, from: start) else { return nil }
      return (RawResponse(status: status, headers: headers, body: body), used)
    }
    return isAll
      ? (RawResponse(status: status, headers: headers, body: Array(bytes[start...])), bytes.count) : nil
  }

  private static func chunks(_ bytes: [UInt8], from start: Int) -> ([UInt8], Int)? {
    var body: [UInt8] = []
    var index = start
    while let lineEnd = bytes[index...].firstIndex(of: 13) {
      guard let size = Int(String(decoding: bytes[index..<lineEnd], as: UTF8.self), radix: 16) else {
        return nil
      }
      let next = lineEnd + 2 + size + 2
      guard bytes.count >= next else { return nil }
      if size == 0 { return (body, next) }
      body += bytes[lineEnd + 2..<lineEnd + 2 + size]
      index = next
      if index >= bytes.count { return nil }
    }
    return nil
  }
}
