/// Finds the end of a request's body and takes the chunks off, whichever way it is framed.
struct BodyDecoder {
  private enum Kind {
    case length(remaining: Int)
    case chunked(ChunkDecoder)
  }

  private var kind: Kind

  /// Nil when there is no body.
  init?(_ framing: BodyFraming) {
    switch framing {
    case .none: return nil
    case .length(let length): kind = .length(remaining: length)
    case .chunked: kind = .chunked(ChunkDecoder())
    }
  }

  var isComplete: Bool {
    switch kind {
    case .length(let remaining): remaining == 0
    case .chunked(let chunks): chunks.isComplete
    }
  }

  /// Appends what the input holds of the body, at most up to `limit` bytes in `body`; more is refused. Returns how
  /// many bytes of the input were used.
  mutating func decode(_ input: Span<UInt8>, into body: inout [UInt8], limit: Int) throws(HTTPRefusal) -> Int
  {
    switch kind {
    case .length(let remaining):
      let count = min(remaining, input.count)
      guard count <= limit - body.count else { throw .bodyTooLarge }
      input.extracting(first: count).withUnsafeBufferPointer { body.append(contentsOf: $0) }
      kind = .length(remaining: remaining - count)
      return count
    case .chunked(var chunks):
      let count = try chunks.decode(input, into: &body, limit: limit)
      kind = .chunked(chunks)
      return count
    }
  }
}
