/// A request's head: its bytes in one buffer, and where the parts lie in it. Made by `HeadParser` alone.
package struct HTTPHead: Sendable {
  package let method: HTTPMethod
  package let version: HTTPVersion
  package let framing: BodyFraming

  /// Whether the client wants to send another request on this connection.
  let keepsAlive: Bool

  /// Whether the client waits for `100 Continue` before it sends the body.
  package let expectsContinue: Bool

  /// The head as it came, up to the empty line, and behind it the decoded path if it had escapes.
  let bytes: [UInt8]
  let fields: [HeaderField]
  let targetRange: ByteRange
  let pathRange: ByteRange
  let queryRange: ByteRange
  let hostRange: ByteRange
}

package enum HTTPVersion: UInt8, Sendable { case http10, http11 }

/// How the end of a request's body is known.
package enum BodyFraming: Equatable, Sendable {
  case none
  /// In bytes, more than none.
  case length(Int)
  case chunked
}

/// A part of a head's buffer; a head has less than 64 KB.
struct ByteRange: Sendable {
  let start: UInt16
  let end: UInt16

  init(_ start: Int, _ end: Int) {
    self.start = UInt16(start)
    self.end = UInt16(end)
  }

  static var empty: ByteRange { ByteRange(0, 0) }
  var range: Range<Int> { Int(start)..<Int(end) }
  var count: Int { Int(end - start) }
  var isEmpty: Bool { start == end }
}

/// Where a header line's name and value lie.
struct HeaderField: Sendable {
  let name: ByteRange
  let value: ByteRange
}

extension HTTPHead {
  /// The target as it was sent: path and query, escapes and all.
  package var target: String { text(targetRange) }

  /// The path with its escapes decoded: valid UTF-8 that begins with `/`, without empty or dot segments.
  package var path: String { text(pathRange) }

  /// What stands behind the first `?`, as it was sent; empty when there is none.
  package var query: String { text(queryRange) }

  /// The Host header. Nil only for HTTP/1.0, which may leave it out.
  package var host: HTTPHost? { hostRange.isEmpty ? nil : HTTPHost(bytes.span.extracting(hostRange.range)) }

  /// The value of the first header of that name, without the blanks around it; nil when there is none, or when it
  /// is not UTF-8. The name is a literal in lower case.
  package subscript(_ name: StaticString) -> String? {
    for field in fields where isNamed(field, name) { return value(field) }
    return nil
  }

  /// The values of every header of that name, in order.
  package func all(_ name: StaticString) -> [String] {
    fields.compactMap { isNamed($0, name) ? value($0) : nil }
  }

  /// Every header, in order: names as they were sent.
  package var headers: [(name: String, value: String)] { fields.map { (text($0.name), value($0) ?? "") } }

  private func isNamed(_ field: HeaderField, _ name: StaticString) -> Bool {
    bytes.span.extracting(field.name.range).isName(name)
  }

  private func value(_ field: HeaderField) -> String? {
    String(validating: bytes[field.value.range], as: UTF8.self)
  }

  private func text(_ range: ByteRange) -> String { String(decoding: bytes[range.range], as: UTF8.self) }
}

extension Span<UInt8> {
  /// Compares with a literal in lower case made of letters, digits and hyphens: setting one bit is then enough, as
  /// no other character of a token becomes one of these by it.
  @inline(__always) func isName(_ name: StaticString) -> Bool {
    guard count == name.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] | 0x20 != name.utf8Start[index] { return false }
    return true
  }
}
