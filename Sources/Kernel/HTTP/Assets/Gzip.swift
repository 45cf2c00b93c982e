import CZlib

/// Compresses what is sent often; through zlib.
package enum Gzip {
  /// In the gzip format, at the level from 1 (quick) to 9 (small). Nil if zlib has no memory.
  package static func compress(_ bytes: [UInt8], level: Int32 = 9) -> [UInt8]? {
    var stream = z_stream()
    // 15 bits of window, and 16 for a gzip header around it.
    guard
      deflateInit2_(&stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, streamSize) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    var input = bytes
    let bound = Int(deflateBound(&stream, uLong(input.count)))
    var isDone = false
    let output = [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      input.withUnsafeMutableBufferPointer { source in
        stream.next_in = source.baseAddress
        stream.avail_in = uInt(source.count)
        stream.next_out = buffer.baseAddress
        stream.avail_out = uInt(buffer.count)
        isDone = deflate(&stream, Z_FINISH) == Z_STREAM_END
      }
      count = bound - Int(stream.avail_out)
    }
    return isDone ? output : nil
  }

  private static let streamSize = Int32(MemoryLayout<z_stream>.size)
}
