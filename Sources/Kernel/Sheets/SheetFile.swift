import Basics
import CSV

/// A file in any encoding, read as UTF-8 from front to back, unzipped on the way when it is gzipped.
///
/// Reading blocks: in a command, or within `offload`. Offsets count bytes of the UTF-8 that comes out.
package struct SheetFile: ~Copyable {
  private var file: InputFile
  private var transcoder: Transcoder
  /// What was transcoded and not yet taken.
  private var ready: [UInt8] = []
  private var taken = 0
  private var isEnded = false

  /// - Parameter opened: see `InputFile`.
  /// - Throws: `FileError`.
  package init(path: String, opened: Int32? = nil, encoding: TextEncoding) throws {
    file = try InputFile(path: path, opened: opened)
    transcoder = Transcoder(encoding)
  }

  /// How much of the file has been read, from 0 to 1.
  package var fraction: Double { min(1, Double(file.consumed) / Double(max(1, file.size))) }

  /// Reads the next bytes of UTF-8; 0 at the end.
  /// - Throws: `FileError`, `GunzipError`.
  package mutating func read(into space: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    guard transcoder.encoding != .utf8 else { return try file.read(into: space) }
    while taken == ready.count {
      if isEnded { return 0 }
      try transcodeMore()
    }
    let count = min(space.count, ready.count - taken)
    ready.withUnsafeBufferPointer {
      _ = space.update(fromContentsOf: UnsafeBufferPointer(rebasing: $0[taken..<(taken + count)]))
    }
    taken += count
    return count
  }

  /// Leaves out so many bytes of UTF-8. In another encoding, and gzipped, what lies before is read for it.
  /// - Returns: whether there were that many.
  package mutating func skip(_ count: Int) throws -> Bool {
    guard transcoder.encoding != .utf8 else { return try file.skip(count) }
    var rest = count
    var sink = [UInt8](repeating: 0, count: 1 << 16)
    while rest > 0 {
      let wanted = min(rest, sink.count)
      let read = try sink.withUnsafeMutableBufferPointer {
        try self.read(into: UnsafeMutableBufferPointer(rebasing: $0[..<wanted]))
      }
      guard read > 0 else { return false }
      rest -= read
    }
    return true
  }

  private mutating func transcodeMore() throws {
    ready.removeAll(keepingCapacity: true)
    taken = 0
    let bytes = try file.bytes(atMost: 1 << 16)
    isEnded = bytes.isEmpty
    if isEnded { return transcoder.finish(into: &ready) }
    bytes.withUnsafeBufferPointer { transcoder.transcode($0, into: &ready) }
  }
}
