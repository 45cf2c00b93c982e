import Basics
import Glibc

/// A file to be written from front to back, that has its name only when it is whole.
///
/// Writing blocks: in a command, or within `offload`. Not copyable: its descriptor is closed with it, and
/// what has not been finished is removed.
package struct OutputFile: ~Copyable {
  private let descriptor: Int32
  private let path: String
  private let temporary: String
  private var isFinished = false

  /// - Throws: `FileError`.
  package init(path: String) throws {
    self.path = path
    temporary = "\(path).\(getpid()).part"
    // The folder may be everybody's: nothing that lies there is written through, and nobody else reads what
    // is written.
    unlink(temporary)
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
  }

  deinit {
    close(descriptor)
    if !isFinished { unlink(temporary) }
  }

  /// - Throws: `FileError`, when the disk is full for one.
  package func write(_ output: borrowing Output) throws {
    var rest = UnsafeRawBufferPointer(output.bytes)
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileError(path: path, code: errno) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Gives it its name, in place of what may have had it.
  /// - Throws: `FileError`.
  package mutating func finish() throws {
    guard rename(temporary, path) == 0 else { throw FileError(path: path, code: errno) }
    isFinished = true
  }
}
