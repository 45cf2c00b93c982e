import CLinux
import Glibc

/// A lock that one process holds on a file until it ends, however it ends; the file says who that is.
///
/// The descriptor is closed on exec, so that no child keeps the lock when its parent was killed.
package struct FileLock: ~Copyable {
  private let descriptor: Int32

  /// Nil when another process holds it.
  package init?(_ path: String, note: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Trouble("\(path) cannot be opened: \(systemError()).") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    ftruncate(descriptor, 0)
    _ = writeAll(Array("\(note)\n".utf8), to: descriptor)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// What the holder wrote of itself.
  package static func holder(of path: String) -> String? {
    readText(path).map { String($0.prefix { $0 != "\n" }) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
