import Glibc

/// An open file, closed with its last owner. A class, because a descriptor is closed once.
package final class OpenFile: Sendable {
  package let descriptor: Int32

  /// In bytes, when it was opened.
  package let size: Int

  /// Opens a regular file for reading; not through a symbolic link. Blocks; call it through `offload` where the disk
  /// may be slow.
  package init(_ path: String) throws(SystemError) {
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard opened >= 0 else { throw SystemError(call: "open \(path)") }
    var status = stat()
    guard fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      throw SystemError(call: "open \(path)", code: EISDIR)
    }
    descriptor = opened
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// At most `count` bytes from `offset` on; none at the end. Blocks; call it through `offload`.
  package func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    try readBytes(of: descriptor, at: offset, count: count)
  }
}

func readBytes(of descriptor: Int32, at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
  var failed = false
  let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
    let result = pread(descriptor, buffer.baseAddress, count, off_t(offset))
    failed = result < 0
    read = max(0, result)
  }
  if failed { throw SystemError(call: "read a file") }
  return bytes
}

/// A range of an open file's bytes.
package struct FilePart: Sendable {
  let owner: FileOwner
  let range: Range<Int>

  enum FileOwner: Sendable {
    case open(OpenFile)
    case temporary(TemporaryFile)
  }

  /// The range must lie in the file; a file that has shrunk since cuts the connection.
  package init(_ file: OpenFile, range: Range<Int>? = nil) {
    owner = .open(file)
    self.range = range ?? 0..<file.size
  }

  package init(_ file: TemporaryFile) {
    owner = .temporary(file)
    range = 0..<file.size
  }

  var descriptor: Int32 {
    switch owner {
    case .open(let file): file.descriptor
    case .temporary(let file): file.descriptor
    }
  }
}
