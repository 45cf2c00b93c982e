import Glibc

/// The head of a response, measured before it is written.
struct ResponseHead {
  enum Length {
    case none
    case bytes(Int)
    case chunked
  }

  enum Persistence {
    /// As the version has it.
    case usual
    case close
    /// Said to HTTP/1.0, where closing is usual.
    case keepAlive
  }

  let status: HTTPStatus
  let headers: HTTPHeaders
  let date: [UInt8]
  let length: Length
  let persistence: Persistence

  private static let chunkedLine: StaticString = "Transfer-Encoding: chunked\r\n"
  private static let lengthName: StaticString = "Content-Length: "
  private static let closeLine: StaticString = "Connection: close\r\n"
  private static let keepAliveLine: StaticString = "Connection: keep-alive\r\n"

  /// In bytes, at most: a length of fewer digits needs less.
  var capacity: Int { 80 + headers.bytes.count + date.count + 36 + 24 + 2 }

  /// Writes the head, which takes up to `capacity` bytes, and returns how many it took.
  func write(to start: UnsafeMutablePointer<UInt8>) -> Int {
    var cursor = start
    func put(_ text: StaticString) {
      memcpy(cursor, text.utf8Start, text.utf8CodeUnitCount)
      cursor += text.utf8CodeUnitCount
    }
    func put(_ bytes: [UInt8]) {
      bytes.withUnsafeBytes { source in
        guard let base = source.baseAddress else { return }
        memcpy(cursor, base, source.count)
        cursor += source.count
      }
    }
    func put(_ number: Int) {
      var digits = 1
      var power = 10
      while number >= power, digits < 18 {
        digits += 1
        power *= 10
      }
      var rest = number
      for index in (0..<digits).reversed() {
        cursor[index] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
      cursor += digits
    }
    if status.code == 200 {
      put("HTTP/1.1 200 OK\r\n")
    } else {
      put("HTTP/1.1 ")
      put(status.code)
      put(" ")
      put(status.reason)
      put("\r\n")
    }
    put(headers.bytes)
    put(date)
    switch length {
    case .none: break
    case .chunked: put(ResponseHead.chunkedLine)
    case .bytes(let count):
      put(ResponseHead.lengthName)
      put(count)
      put("\r\n")
    }
    switch persistence {
    case .usual: break
    case .close: put(ResponseHead.closeLine)
    case .keepAlive: put(ResponseHead.keepAliveLine)
    }
    put("\r\n")
    return cursor - start
  }
}
