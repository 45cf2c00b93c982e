extension HeadParser {
  mutating func requestLine(_ bytes: Span<UInt8>) throws(Stop) {
    try readMethod(bytes)
    try readTarget(bytes)
    try readVersion(bytes)
  }

  private mutating func readMethod(_ bytes: Span<UInt8>) throws(Stop) {
    while cursor < bytes.count, ByteSet.token.contains(bytes[cursor]) {
      cursor += 1
      if cursor > 16 { throw .refused(.unknownMethod) }
    }
    guard cursor < bytes.count else { throw .endOfInput }
    guard bytes[cursor] == UInt8(ascii: " "), cursor > 0 else { throw .refused(.malformedRequestLine) }
    guard let known = knownMethod(bytes.extracting(0..<cursor)) else { throw .refused(.unknownMethod) }
    guard let served = known else { throw .refused(.methodNotServed) }
    method = served
    cursor += 1
  }

  /// Nil for a method nobody knows, and some nil for one that is known and never served.
  private func knownMethod(_ name: Span<UInt8>) -> HTTPMethod?? {
    switch name.count {
    case 3: name.equals("GET") ? .get : name.equals("PUT") ? .put : nil
    case 4: name.equals("POST") ? .post : name.equals("HEAD") ? .head : nil
    case 5: name.equals("PATCH") ? .patch : name.equals("TRACE") ? .some(nil) : nil
    case 6: name.equals("DELETE") ? .delete : nil
    case 7: name.equals("OPTIONS") ? .options : name.equals("CONNECT") ? .some(nil) : nil
    default: nil
    }
  }

  /// Only the origin form, a path with or without a query, is served.
  private mutating func readTarget(_ bytes: Span<UInt8>) throws(Stop) {
    let start = cursor
    hasEscapes = false
    guard start < bytes.count else { throw .endOfInput }
    guard bytes[start] == UInt8(ascii: "/") else { throw .refused(.malformedTarget) }
    while cursor < bytes.count, ByteSet.path.contains(bytes[cursor]) {
      if bytes[cursor] == UInt8(ascii: "%") { hasEscapes = true }
      cursor += 1
      if cursor - start > HeadParser.targetLimit { throw .refused(.targetTooLong) }
    }
    pathEnd = cursor
    while cursor < bytes.count, ByteSet.query.contains(bytes[cursor]), bytes[pathEnd] == UInt8(ascii: "?") {
      cursor += 1
      if cursor - start > HeadParser.targetLimit { throw .refused(.targetTooLong) }
    }
    guard cursor < bytes.count else { throw .endOfInput }
    guard bytes[cursor] == UInt8(ascii: " ") else {
      throw .refused(bytes[cursor] == 13 || bytes[cursor] == 10 ? .malformedRequestLine : .malformedTarget)
    }
    target = ByteRange(start, cursor)
    cursor += 1
  }

  private mutating func readVersion(_ bytes: Span<UInt8>) throws(Stop) {
    let name: StaticString = "HTTP/"
    for index in 0..<5 {
      guard cursor + index < bytes.count else { throw .endOfInput }
      if bytes[cursor + index] != name.utf8Start[index] { throw .refused(.malformedRequestLine) }
    }
    cursor += 5
    let major = try versionDigit(bytes)
    guard cursor < bytes.count else { throw .endOfInput }
    guard bytes[cursor] == UInt8(ascii: ".") else { throw .refused(.malformedRequestLine) }
    cursor += 1
    let minor = try versionDigit(bytes)
    guard major == 1, minor <= 1 else { throw .refused(.unknownVersion) }
    version = minor == 1 ? .http11 : .http10
    keepsAlive = version == .http11
    try lineEnd(bytes, otherwise: .malformedRequestLine)
  }

  private mutating func versionDigit(_ bytes: Span<UInt8>) throws(Stop) -> UInt8 {
    guard cursor < bytes.count else { throw .endOfInput }
    let digit = bytes[cursor] &- UInt8(ascii: "0")
    guard digit <= 9 else { throw .refused(.malformedRequestLine) }
    cursor += 1
    return digit
  }

  mutating func lineEnd(_ bytes: Span<UInt8>, otherwise refusal: HTTPRefusal) throws(Stop) {
    guard cursor < bytes.count else { throw .endOfInput }
    guard bytes[cursor] == 13 else { throw .refused(refusal) }
    guard cursor + 1 < bytes.count else { throw .endOfInput }
    guard bytes[cursor + 1] == 10 else { throw .refused(refusal) }
    cursor += 2
  }
}

extension Span<UInt8> {
  func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] != text.utf8Start[index] { return false }
    return true
  }
}
