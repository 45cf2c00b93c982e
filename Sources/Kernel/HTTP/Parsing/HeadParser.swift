/// The grammar of a request's head (RFC 9112), narrower than the RFC where it leaves a choice.
///
/// The bytes are read in order and the first fault decides, so what comes out does not depend on how the network cut
/// them. It is kept from one request to the next, for its list of fields.
struct HeadParser: ~Copyable {
  static let sizeLimit = 16384
  static let targetLimit = 8192
  static let fieldLimit = 100

  private var cursor = 0
  private var fields: [HeaderField] = []
  private var method = HTTPMethod.get
  private var version = HTTPVersion.http11
  private var target = ByteRange.empty
  private var pathEnd = 0
  private var hasEscapes = false
  private var host: ByteRange?
  private var length: Int?
  private var isChunked = false
  private var keepsAlive = true
  private var expectsContinue = false

  enum Outcome {
    case incomplete
    case refused(HTTPRefusal)
    /// The head, and how many bytes it had.
    case complete(HTTPHead, Int)
  }

  /// Why reading stops before the end of the head.
  private enum Stop: Error {
    case endOfInput
    case refused(HTTPRefusal)
  }

  init() { fields.reserveCapacity(HeadParser.fieldLimit) }

  mutating func parse(_ input: Span<UInt8>) -> Outcome {
    let bytes = input.extracting(first: HeadParser.sizeLimit)
    reset()
    do throws(Stop) {
      try requestLine(bytes)
      while try field(bytes) {}
      return .complete(try head(bytes), cursor)
    } catch {
      switch error {
      case .endOfInput: return input.count < HeadParser.sizeLimit ? .incomplete : .refused(.headTooLarge)
      case .refused(let reason): return .refused(reason)
      }
    }
  }

  private mutating func reset() {
    cursor = 0
    fields.removeAll(keepingCapacity: true)
    host = nil
    length = nil
    isChunked = false
    expectsContinue = false
  }

  // MARK: - The request line

  private mutating func requestLine(_ bytes: Span<UInt8>) throws(Stop) {
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

  private mutating func lineEnd(_ bytes: Span<UInt8>, otherwise refusal: HTTPRefusal) throws(Stop) {
    guard cursor < bytes.count else { throw .endOfInput }
    guard bytes[cursor] == 13 else { throw .refused(refusal) }
    guard cursor + 1 < bytes.count else { throw .endOfInput }
    guard bytes[cursor + 1] == 10 else { throw .refused(refusal) }
    cursor += 2
  }

  // MARK: - Header lines

  /// Reads one line; false when it was the empty one.
  private mutating func field(_ bytes: Span<UInt8>) throws(Stop) -> Bool {
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

  // MARK: - The whole

  private mutating func head(_ bytes: Span<UInt8>) throws(Stop) -> HTTPHead {
    if host == nil, version == .http11 { throw .refused(.malformedHost) }
    if isChunked, length != nil { throw .refused(.ambiguousLength) }
    let framing: BodyFraming = isChunked ? .chunked : length.map { $0 == 0 ? .none : .length($0) } ?? .none
    if framing != .none, method == .get || method == .head { throw .refused(.bodyNotAllowed) }
    let rawPath = ByteRange(Int(target.start), pathEnd)
    var buffer = copy(bytes, spare: hasEscapes ? rawPath.count : 0)
    var path = rawPath
    if hasEscapes {
      guard Target.decode(bytes.extracting(rawPath.range), into: &buffer) else { throw .refused(.malformedTarget) }
      path = ByteRange(cursor, buffer.count)
    }
    guard Target.hasPlainSegments(buffer.span.extracting(path.range)) else { throw .refused(.malformedTarget) }
    return HTTPHead(
      method: method, version: version, framing: framing, keepsAlive: keepsAlive,
      expectsContinue: expectsContinue && framing != .none, bytes: buffer, fields: copiedFields(),
      targetRange: target, pathRange: path, queryRange: ByteRange(min(pathEnd + 1, Int(target.end)), Int(target.end)),
      hostRange: host ?? .empty)
  }

  private func copy(_ bytes: Span<UInt8>, spare: Int) -> [UInt8] {
    let size = cursor
    return Array(unsafeUninitializedCapacity: size + spare) { buffer, count in
      bytes.extracting(first: size).withUnsafeBufferPointer { _ = buffer.update(fromContentsOf: $0) }
      count = size
    }
  }

  /// A list of its own size: sharing ours would make the next request copy it.
  private func copiedFields() -> [HeaderField] {
    Array(unsafeUninitializedCapacity: fields.count) { buffer, count in
      _ = buffer.initialize(fromContentsOf: fields)
      count = fields.count
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == 9 }
}

extension Span<UInt8> {
  func equals(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count where self[index] != text.utf8Start[index] { return false }
    return true
  }

  /// The part of a range without spaces and tabs at either end.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, self[start] == 32 || self[start] == 9 { start += 1 }
    while end > start, self[end - 1] == 32 || self[end - 1] == 9 { end -= 1 }
    return start..<end
  }
}
