import CZlib

/// Uncompresses a gzip stream as its bytes come, of one member or of several.
///
/// Not copyable: zlib's state is freed with it.
package struct Gunzip: ~Copyable {
  /// zlib keeps a pointer to it, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let limits: GunzipLimits
  private var input: [UInt8]
  /// The part of `input` that zlib has not taken.
  private var range = 0..<0
  private var state = State.header
  /// Bytes that went in and came out.
  package private(set) var taken = 0
  package private(set) var given = 0

  private enum State { case header, member, between, ended }

  package init(limits: GunzipLimits = .standard) {
    self.limits = limits
    input = [UInt8](repeating: 0, count: 65536)
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for a gzip header. It can fail only for want of memory.
    let code = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "no memory for zlib")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Uncompresses into `output`.
  /// - Parameter source: puts compressed bytes into the space given and returns their count; 0 at the end.
  /// - Returns: the count of bytes; 0 at the end of the stream.
  /// - Throws: `GunzipError`, and what `source` throws.
  package mutating func read(
    into output: UnsafeMutableBufferPointer<UInt8>,
    from source: (UnsafeMutableBufferPointer<UInt8>) throws -> Int
  ) throws -> Int {
    while state != .ended {
      if range.isEmpty, try !refill(source) {
        guard state == .between else { throw GunzipError.truncated }
        state = .ended
        break
      }
      if state == .between { try beginMember() }
      let count = try inflate(into: output)
      if count > 0 { return count }
    }
    return 0
  }

  private mutating func refill(_ source: (UnsafeMutableBufferPointer<UInt8>) throws -> Int) throws -> Bool {
    range = 0..<(try input.withUnsafeMutableBufferPointer { try source($0) })
    taken += range.count
    return !range.isEmpty
  }

  /// Zeros may fill up the end of a stream; anything else is the next member.
  private mutating func beginMember() throws {
    while let first = range.first, input[first] == 0 { range.removeFirst() }
    guard !range.isEmpty else { return }
    inflateReset(stream)
    state = .header
  }

  private mutating func inflate(into output: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    guard state != .between else { return 0 }
    let code = input.withUnsafeMutableBufferPointer { [range, stream] bytes in
      stream.pointee.next_in = bytes.baseAddress.map { $0 + range.lowerBound }
      stream.pointee.avail_in = UInt32(range.count)
      stream.pointee.next_out = output.baseAddress
      stream.pointee.avail_out = UInt32(clamping: output.count)
      return CZlib.inflate(stream, Z_NO_FLUSH)
    }
    range = (range.upperBound - Int(stream.pointee.avail_in))..<range.upperBound
    let count = min(output.count, Int(UInt32.max)) - Int(stream.pointee.avail_out)
    given += count
    try check(code)
    return count
  }

  private mutating func check(_ code: Int32) throws {
    switch code {
    case Z_OK, Z_BUF_ERROR: state = .member
    case Z_STREAM_END: state = .between
    default: throw GunzipError.damaged
    }
    if given > limits.bytes { throw GunzipError.tooLarge }
    if given > GunzipLimits.ratioGrace && given > taken * limits.ratio { throw GunzipError.tooDense }
  }
}

/// How much a stream may grow.
package struct GunzipLimits: Sendable {
  /// Bytes that may come out.
  package var bytes: Int
  /// Bytes that may come out for each that went in, once a megabyte has.
  package var ratio: Int

  package init(bytes: Int, ratio: Int) {
    self.bytes = bytes
    self.ratio = ratio
  }

  /// 2 GiB and 200 to 1. Real tables shrink to a tenth; a bomb to a thousandth.
  package static let standard = GunzipLimits(bytes: 2 << 30, ratio: 200)

  static let ratioGrace = 1 << 20
}

/// Why a stream cannot be uncompressed any further.
package enum GunzipError: Error, Equatable, Sendable {
  /// It ends within a member.
  case truncated
  /// It is not gzip, or its check sum is wrong.
  case damaged
  case tooLarge
  case tooDense
}
