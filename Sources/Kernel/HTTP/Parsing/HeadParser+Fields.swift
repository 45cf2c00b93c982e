extension HeadParser {
  /// Reads one line; false when it was the empty one.
  mutating func field(_ bytes: Span<UInt8>) throws(Stop) -> Bool {
    let start = cursor
    while cursor < bytes.count, ByteSet.token.contains(bytes[cursor]) { cursor += 1 }
    guard cursor < bytes.count else { throw .endOfInput }
    if cursor == start, bytes[cursor] == 13 {
      try lineEnd(bytes, otherwise: .malformedHeader)
      return false
    }
    guard cursor > start, bytes[cursor] == UInt8(ascii: ":") else { throw .refused(.malformedHeader) }
    if fields.count == HeadParser.fieldLimit { throw .refused(.tooManyHeaders) }
    let name = ByteRange(start, cursor)
    cursor += 1
    let field = HeaderField(name: name, value: try readValue(bytes))
    fields.append(field)
    try interpret(field, in: bytes)
    return true
  }

  private mutating func readValue(_ bytes: Span<UInt8>) throws(Stop) -> ByteRange {
    while cursor < bytes.count, isBlank(bytes[cursor]) { cursor += 1 }
    let start = cursor
    while cursor < bytes.count, ByteSet.isFieldValue(bytes[cursor]) { cursor += 1 }
    var end = cursor
    try lineEnd(bytes, otherwise: .malformedHeader)
    while end > start, isBlank(bytes[end - 1]) { end -= 1 }
    return ByteRange(start, end)
  }

  /// Reads what the server itself must understand.
  private mutating func interpret(_ field: HeaderField, in bytes: Span<UInt8>) throws(Stop) {
    let name = bytes.extracting(field.name.range)
    let value = bytes.extracting(field.value.range)
    switch name.count {
    case 4 where name.isName("host"): try readHost(field, value)
    case 6 where name.isName("expect"): try readExpectation(value)
    case 10 where name.isName("connection"): readConnection(value)
    case 14 where name.isName("content-length"): try readLength(value)
    case 17 where name.isName("transfer-encoding"): try readTransferEncoding(value)
    default: break
    }
  }

  private mutating func readHost(_ field: HeaderField, _ value: Span<UInt8>) throws(Stop) {
    guard host == nil, HTTPHost(value) != nil else { throw .refused(.malformedHost) }
    host = field.value
  }

  private mutating func readExpectation(_ value: Span<UInt8>) throws(Stop) {
    guard value.isName("100-continue") else { throw .refused(.unknownExpectation) }
    expectsContinue = version == .http11
  }

  /// A list of tokens, of which two mean something to us.
  private mutating func readConnection(_ value: Span<UInt8>) {
    var start = 0
    for index in 0...value.count where index == value.count || value[index] == UInt8(ascii: ",") {
      let token = value.extracting(value.trimmed(start..<index))
      if token.isName("close") { keepsAlive = false }
      if token.isName("keep-alive"), version == .http10 { keepsAlive = true }
      start = index + 1
    }
  }

  private mutating func readLength(_ value: Span<UInt8>) throws(Stop) {
    guard length == nil, !value.isEmpty, value.count <= 15 else { throw .refused(.malformedLength) }
    var number = 0
    for index in 0..<value.count {
      let digit = value[index] &- UInt8(ascii: "0")
      guard digit <= 9 else { throw .refused(.malformedLength) }
      number = number * 10 + Int(digit)
    }
    length = number
  }

  private mutating func readTransferEncoding(_ value: Span<UInt8>) throws(Stop) {
    guard version == .http11, !isChunked, value.isName("chunked") else {
      throw .refused(.malformedTransferEncoding)
    }
    isChunked = true
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == 9 }
}

extension Span<UInt8> {
  /// The part of a range without spaces and tabs at either end.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, self[start] == 32 || self[start] == 9 { start += 1 }
    while end > start, self[end - 1] == 32 || self[end - 1] == 9 { end -= 1 }
    return start..<end
  }
}
