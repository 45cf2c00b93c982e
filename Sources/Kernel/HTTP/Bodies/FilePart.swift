import Glibc

/// An open file, closed with its last owner. A class, because a descriptor is closed once.
package final class OpenFile: Sendable {
  package let descriptor: Int32

  /// In bytes, when it was opened.
  package let size: Int

  /// Opens a regular file for reading; not through a symbolic link. Blocks; call it through `offload` where the disk
  /// may be slow.
  package init(_ path: String) throws(SystemError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else { throw SystemError(call: "open \(path)") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw SystemError(call: "open \(path)", code: EISDIR)
    }
    size = Int(status.st_size)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
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
