import CLinux
import Glibc

/// A file without a name: the kernel removes it when its last owner is gone, or the process is killed.
///
/// A class, because a descriptor is closed once.
package final class TemporaryFile: Sendable {
  package let descriptor: Int32

  /// Made in that directory, which must be on a disk with room for it. Throws what the kernel says.
  package init(in directory: String) throws(SystemError) {
    let unnamed = haat_open_unnamed(directory)
    descriptor = unnamed >= 0 ? unnamed : TemporaryFile.unlinked(in: directory)
    if descriptor < 0 { throw SystemError(call: "open a temporary file") }
  }

  deinit { close(descriptor) }

  /// For file systems that know no file without a name.
  private static func unlinked(in directory: String) -> Int32 {
    var path = Array("\(directory)/haat-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { return -1 }
    unlink(path)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  /// In bytes.
  package var size: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Adds bytes at the end. Blocks; call it through `offload`.
  package func append(_ bytes: [UInt8]) throws(SystemError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw SystemError(call: "write a temporary file") }
      written += count
    }
  }

  /// At most `count` bytes from `offset` on; none at the end. Blocks; call it through `offload`.
  package func read(at offset: Int, count: Int) throws(SystemError) -> [UInt8] {
    try readBytes(of: descriptor, at: offset, count: count)
  }
}

/// A system call that failed.
package struct SystemError: Error, CustomStringConvertible {
  package let call: String
  package let code: Int32

  init(call: String, code: Int32 = errno) {
    self.call = call
    self.code = code
  }

  package var description: String { "cannot \(call): \(String(cString: strerror(code)))" }
}
