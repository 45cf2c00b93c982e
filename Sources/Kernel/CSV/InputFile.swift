import Basics
import Glibc

/// A file to be read from front to back, uncompressed on the way when it is gzipped.
///
/// Reading blocks: in a command, or within `offload`. Not copyable: its descriptor is closed with it.
package struct InputFile: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private var gunzip: Gunzip?
  /// Whether it is uncompressed on the way.
  package var isGzipped: Bool { gunzip != nil }
  /// Bytes of the file as it lies there.
  package let size: Int
  /// How many of them have been read: for progress.
  package private(set) var consumed = 0

  /// Opens a file; its first two bytes say whether it is gzipped.
  /// - Parameter opened: a descriptor of the file, which stays the caller's and is read from its beginning. For a
  ///   process that gave up the right to open the file by its path.
  /// - Throws: `FileError`.
  package init(path: String, opened: Int32? = nil, limits: GunzipLimits = .standard) throws {
    self.path = path
    descriptor = opened.map { fcntl($0, F_DUPFD_CLOEXEC, 0) } ?? open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, opened == nil || lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw FileError(path: path, code: errno)
    }
    var status = stat()
    size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    var magic: [UInt8] = [0, 0]
    if pread(descriptor, &magic, 2, 0) == 2, magic == [0x1F, 0x8B] { gunzip = Gunzip(limits: limits) }
  }

  deinit { close(descriptor) }

  /// Reads the next uncompressed bytes; 0 at the end.
  /// - Throws: `FileError`, `GunzipError`.
  package mutating func read(into space: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    guard gunzip != nil else { return try readPlain(into: space) }
    var opened = gunzip.take()
    defer { gunzip = opened.take() }
    return try opened?.read(into: space) { try readPlain(into: $0) } ?? 0
  }

  /// The next uncompressed bytes, at most so many; none at the end.
  /// - Throws: `FileError`, `GunzipError`.
  package mutating func bytes(atMost count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { space, filled in filled = try read(into: space) }
  }

  /// Leaves out so many uncompressed bytes; a gzipped file is uncompressed for it.
  /// - Returns: whether there were that many.
  package mutating func skip(_ count: Int) throws -> Bool {
    guard gunzip != nil else {
      consumed = count
      return count <= size && lseek(descriptor, off_t(count), SEEK_SET) >= 0
    }
    var rest = count
    var sink = [UInt8](repeating: 0, count: 1 << 16)
    while rest > 0 {
      let wanted = min(rest, sink.count)
      let count = try sink.withUnsafeMutableBufferPointer {
        try read(into: UnsafeMutableBufferPointer(rebasing: $0[..<wanted]))
      }
      guard count > 0 else { return false }
      rest -= count
    }
    return true
  }

  private mutating func readPlain(into space: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    while true {
      let count = Glibc.read(descriptor, space.baseAddress, space.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileError(path: path, code: errno) }
      consumed += count
      return count
    }
  }
}

extension CSVReader {
  /// Takes the next bytes of a file.
  /// - Returns: whether there were any.
  @discardableResult
  package mutating func fill(from file: inout InputFile) throws -> Bool {
    try fill { try file.read(into: $0) }
  }
}
