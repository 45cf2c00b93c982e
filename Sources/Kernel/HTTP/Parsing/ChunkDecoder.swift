/// Takes a chunked body apart (RFC 9112 §7.1): sizes of one to eight hexadecimal digits, no extensions, no trailers,
/// lines that end in CR LF and in nothing else.
struct ChunkDecoder {
  private enum Phase {
    case size, sizeEnd, content, contentEnd, contentEndLine, finalEnd, finalEndLine, complete
  }

  private var phase = Phase.size
  private var remaining = 0
  private var digits = 0

  var isComplete: Bool { phase == .complete }

  /// Appends what the input holds of the body to `body`, until its end or until `body` would pass `limit` bytes.
  /// Returns how many bytes of the input were used.
  mutating func decode(_ input: Span<UInt8>, into body: inout [UInt8], limit: Int) throws(HTTPRefusal) -> Int
  {
    var index = 0
    while index < input.count, phase != .complete {
      if phase == .content {
        let count = min(remaining, input.count - index)
        input.extracting(index..<index + count).withUnsafeBufferPointer { body.append(contentsOf: $0) }
        remaining -= count
        index += count
        if remaining == 0 { phase = .contentEnd }
      } else {
        try step(input[index])
        if phase == .content, remaining > limit - body.count { throw .bodyTooLarge }
        index += 1
      }
    }
    return index
  }

  private mutating func step(_ byte: UInt8) throws(HTTPRefusal) {
    switch phase {
    case .size where byte == 13 && digits > 0: phase = .sizeEnd
    case .size:
      guard let digit = hexadecimal(byte), digits < 8 else { throw .malformedChunk }
      remaining = remaining << 4 | Int(digit)
      digits += 1
    case .sizeEnd:
      try expect(byte, 10, then: remaining == 0 ? .finalEnd : .content)
      digits = 0
    case .contentEnd: try expect(byte, 13, then: .contentEndLine)
    case .contentEndLine: try expect(byte, 10, then: .size)
    case .finalEnd: try expect(byte, 13, then: .finalEndLine)
    case .finalEndLine: try expect(byte, 10, then: .complete)
    case .content, .complete: break
    }
  }

  private mutating func expect(_ byte: UInt8, _ wanted: UInt8, then next: Phase) throws(HTTPRefusal) {
    guard byte == wanted else { throw .malformedChunk }
    phase = next
  }
}
