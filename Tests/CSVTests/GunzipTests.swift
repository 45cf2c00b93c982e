import CZlib
import Testing

@testable import CSV

/// What gzip makes of some bytes.
private func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var output = [UInt8](repeating: 0, count: bytes.count + bytes.count / 100 + 100)
  var input = bytes
  let count = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      deflate(&stream, Z_FINISH)
      return output.count - Int(stream.avail_out)
    }
  }
  return Array(output[..<count])
}

/// Everything that comes out, read in steps of `space` bytes from input that comes `piece` bytes at a time.
private func gunzip(_ bytes: [UInt8], piece: Int = 7, space: Int = 11, limits: GunzipLimits = .standard)
  throws -> [UInt8]
{
  var gunzip = Gunzip(limits: limits)
  var position = 0
  var result: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: space)
  while true {
    let count = try chunk.withUnsafeMutableBufferPointer { chunk in
      try gunzip.read(into: chunk) { target in
        let count = min(piece, bytes.count - position, target.count)
        for index in 0..<count { target[index] = bytes[position + index] }
        position += count
        return count
      }
    }
    if count == 0 { return result }
    result += chunk[..<count]
  }
}

@Suite struct `Uncompressing` {
  let text = Array(String(repeating: "536365,85123A,WHITE HANGING HEART\n", count: 50).utf8)

  @Test(arguments: [1, 7, 100_000], [1, 11, 100_000])
  func `does not mind how the bytes come and go`(piece: Int, space: Int) throws {
    #expect(try gunzip(gzip(text), piece: piece, space: space) == text)
    #expect(try gunzip(gzip([]), piece: piece, space: space) == [])
  }

  @Test func `reads several members as one, and passes over zeros at the end`() throws {
    #expect(try gunzip(gzip(text) + gzip([]) + gzip(text)) == text + text)
    #expect(try gunzip(gzip(text) + [0, 0, 0]) == text)
    #expect(try gunzip(gzip(text) + [0, 0] + gzip(text)) == text + text)
  }

  @Test func `says when it was cut short`() throws {
    let packed = gzip(text)
    for count in 0..<packed.count {
      #expect(throws: GunzipError.truncated, "\(count)") {
        try gunzip(Array(packed.prefix(count)), piece: 1000)
      }
    }
    #expect(throws: GunzipError.truncated) { try gunzip(packed + packed.prefix(5)) }
  }

  @Test func `says when it is damaged`() throws {
    var packed = gzip(text)
    packed[packed.count - 6] ^= 1
    #expect(throws: GunzipError.damaged) { try gunzip(packed) }
    #expect(throws: GunzipError.damaged) { try gunzip(gzip(text) + [1, 2, 3]) }
    #expect(throws: GunzipError.damaged) { try gunzip(Array("plain text, not gzip".utf8)) }
  }

  @Test func `stops a bomb`() throws {
    let bomb = gzip([UInt8](repeating: 0, count: 20 << 20))
    #expect(throws: GunzipError.tooDense) { try gunzip(bomb, piece: 65536, space: 65536) }
    let limits = GunzipLimits(bytes: 1000, ratio: 200)
    #expect(throws: GunzipError.tooLarge) { try gunzip(gzip(text), limits: limits) }
  }
}
