import CLinux
import Glibc

/// What `errno` says, in words.
package func systemError(_ code: Int32 = haat_errno()) -> String { String(cString: strerror(code)) }

/// The whole of a file of at most `limit` bytes, or nil where there is none to be read.
package func readFile(_ path: String, limit: Int = 1 << 20) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 8192)
  while bytes.count <= limit {
    let count = read(descriptor, &chunk, chunk.count)
    if count < 0 { return nil }
    if count == 0 { return bytes }
    bytes += chunk[..<count]
  }
  return nil
}

/// The text of a small file, or nil where there is none to be read.
package func readText(_ path: String) -> String? {
  readFile(path).map { String(decoding: $0, as: UTF8.self) }
}

/// Puts a file in place in one step, synced before it has its name; nobody else can read it.
package func writePrivately(_ text: String, to path: String) throws {
  let draft = try privateDraft(of: path, text)
  guard rename(draft, path) == 0 else { throw Trouble("\(path) cannot be written: \(systemError()).") }
}

/// The text of a file, which is written first if it is not there. Of several processes that do so at once all get
/// the same.
package func readText(_ path: String, orWrite text: @autoclosure () -> String) throws -> String {
  if let there = readText(path) { return there }
  let draft = try privateDraft(of: path, text())
  defer { unlink(draft) }
  guard link(draft, path) == 0 || haat_errno() == EEXIST, let there = readText(path) else {
    throw Trouble("\(path) cannot be written: \(systemError()).")
  }
  return there
}

private func privateDraft(of path: String, _ text: String) throws -> String {
  let draft = "\(path).\(getpid())"
  unlink(draft)
  let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
  guard descriptor >= 0 else { throw Trouble("\(draft) cannot be written: \(systemError()).") }
  defer { close(descriptor) }
  guard writeAll(Array(text.utf8), to: descriptor), fsync(descriptor) == 0 else {
    throw Trouble("\(draft) cannot be written: \(systemError()).")
  }
  return draft
}

/// Writes everything, waiting where it must. False when the other side is gone or the disk is full.
package func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
}

func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
  var sent = 0
  while sent < bytes.count {
    let count = write(descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
    if count < 0, haat_errno() == EINTR { continue }
    if count <= 0 { return false }
    sent += count
  }
  return true
}

/// Makes a folder, and those above it, unless it is there.
package func makeFolder(_ path: String, mode: mode_t = 0o700) throws {
  if isFolder(path) { return }
  let parent = folder(of: path)
  if parent != path { try makeFolder(parent, mode: 0o755) }
  guard mkdir(path, mode) == 0 || haat_errno() == EEXIST else {
    throw Trouble("The folder \(path) cannot be made: \(systemError()).")
  }
}

package func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

package func fileExists(_ path: String) -> Bool { access(path, F_OK) == 0 }

/// The path up to its last slash.
package func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The path without links, dots and a trailing slash, or nil where it leads nowhere.
package func resolved(_ path: String) -> String? {
  guard let real = realpath(path, nil) else { return nil }
  defer { free(real) }
  return String(cString: real)
}

/// The names in a folder, unordered; none where it cannot be read.
package func namesInFolder(_ path: String) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}
