/// The header lines of a response, kept as the bytes that go out.
///
/// Names are literals. A value with a control character in it would let its author write headers of his own, so it
/// spoils the whole: the server then answers 500 in place of the response. `Content-Length`, `Transfer-Encoding`,
/// `Connection` and `Date` are the server's to write, and spoil it too.
package struct HTTPHeaders: Sendable, Equatable {
  private(set) var bytes: [UInt8] = []

  /// Set by a value that cannot be sent.
  package private(set) var isSpoiled = false

  package init() {}

  package init(_ lines: KeyValuePairs<StaticString, String>) {
    for (name, value) in lines { append(name, value) }
  }

  package mutating func append(_ name: StaticString, _ value: String) {
    if isReserved(name) { isSpoiled = true }
    bytes.reserveCapacity(bytes.count + name.utf8CodeUnitCount + value.utf8.count + 4)
    bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    for byte in value.utf8 {
      if !ByteSet.isFieldValue(byte) { isSpoiled = true }
      bytes.append(byte)
    }
    bytes.append(13)
    bytes.append(10)
  }

  package mutating func append(_ name: StaticString, _ value: Int) { append(name, String(value)) }

  /// Lines made earlier, once for many responses.
  package mutating func append(contentsOf other: HTTPHeaders) {
    if other.isSpoiled { isSpoiled = true }
    if bytes.isEmpty { bytes = other.bytes } else { bytes.append(contentsOf: other.bytes) }
  }

  /// The value of the first line of that name, for tests and middleware; a walk over the bytes.
  package func first(_ name: StaticString) -> String? { all(name).first }

  package func all(_ name: StaticString) -> [String] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").compactMap { line in
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "\(name)".lowercased() else {
        return nil
      }
      return String(line[line.index(colon, offsetBy: 2)...])
    }
  }

  private func isReserved(_ name: StaticString) -> Bool {
    switch name.utf8CodeUnitCount {
    case 4: matches(name, "date")
    case 10: matches(name, "connection")
    case 14: matches(name, "content-length")
    case 17: matches(name, "transfer-encoding")
    default: false
    }
  }

  private func matches(_ name: StaticString, _ lowercase: StaticString) -> Bool {
    (0..<name.utf8CodeUnitCount).allSatisfy { name.utf8Start[$0] | 0x20 == lowercase.utf8Start[$0] }
  }
}
