import Foundation
import Synchronization

/// The statements of a run of the tests, for the check that each asks for its tenant: Tests/Statements.
///
/// They are appended to the file that `HAAT_TEST_STATEMENTS` names; where it is not set, nothing is kept.
enum StatementRecord {
  private static let file: Mutex<FileHandle?> = {
    guard let path = ProcessInfo.processInfo.environment["HAAT_TEST_STATEMENTS"] else { return Mutex(nil) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    return Mutex(descriptor < 0 ? nil : FileHandle(fileDescriptor: descriptor))
  }()

  /// A record separator ends each, since a statement has line feeds.
  static func note(_ statement: String) {
    file.withLock { file in try? file?.write(contentsOf: Data((statement + "\u{1e}\n").utf8)) }
  }
}
