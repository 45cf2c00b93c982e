/// The grammar of a request's head (RFC 9112), narrower than the RFC where it leaves a choice.
///
/// The bytes are read in order and the first fault decides, so what comes out does not depend on how the network cut
/// them. It is kept from one request to the next, for its list of fields.
struct HeadParser: ~Copyable {
  static let sizeLimit = 16384
  static let targetLimit = 8192
  static let fieldLimit = 100

  var cursor = 0
  var fields: [HeaderField] = []
  var method = HTTPMethod.get
  var version = HTTPVersion.http11
  var target = ByteRange.empty
  var pathEnd = 0
  var hasEscapes = false
  var host: ByteRange?
  var length: Int?
  var isChunked = false
  var keepsAlive = true
  var expectsContinue = false

  enum Outcome {
    case incomplete
    case refused(HTTPRefusal)
    /// The head, and how many bytes it had.
    case complete(HTTPHead, Int)
  }

  /// Why reading stops before the end of the head.
  enum Stop: Error {
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

  private mutating func head(_ bytes: Span<UInt8>) throws(Stop) -> HTTPHead {
    if host == nil, version == .http11 { throw .refused(.malformedHost) }
    if isChunked, length != nil { throw .refused(.ambiguousLength) }
    let framing: BodyFraming = isChunked ? .chunked : length.map { $0 == 0 ? .none : .length($0) } ?? .none
    if framing != .none, method == .get || method == .head { throw .refused(.bodyNotAllowed) }
    let rawPath = ByteRange(Int(target.start), pathEnd)
    var buffer = copy(bytes, spare: hasEscapes ? rawPath.count : 0)
    var path = rawPath
    if hasEscapes {
      guard Target.decode(bytes.extracting(rawPath.range), into: &buffer) else {
        throw .refused(.malformedTarget)
      }
      path = ByteRange(cursor, buffer.count)
    }
    guard Target.hasPlainSegments(buffer.span.extracting(path.range)) else {
      throw .refused(.malformedTarget)
    }
    return HTTPHead(
      method: method, version: version, framing: framing, keepsAlive: keepsAlive,
      expectsContinue: expectsContinue && framing != .none, bytes: buffer, fields: copiedFields(),
      targetRange: target, pathRange: path,
      queryRange: ByteRange(min(pathEnd + 1, Int(target.end)), Int(target.end)),
      hostRange: host ?? .empty)
  }

  private func copy(_ bytes: Span<UInt8>, spare: Int) -> [UInt8] {
    let size = cursor
    return Array(unsafeUninitializedCapacity: size + spare) { buffer, count in
      bytes.withUnsafeBufferPointer { source in
        guard let start = source.baseAddress else { return }
        buffer.baseAddress?.initialize(from: start, count: size)
        count = size
      }
    }
  }

  /// A list of its own size: sharing ours would make the next request copy it.
  private func copiedFields() -> [HeaderField] {
    fields.withUnsafeBufferPointer { source in
      Array(unsafeUninitializedCapacity: source.count) { buffer, count in
        guard let start = source.baseAddress else { return }
        buffer.baseAddress?.initialize(from: start, count: source.count)
        count = source.count
      }
    }
  }
}
