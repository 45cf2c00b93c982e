import Glibc

/// A file that could not be read.
package struct FileError: Error, CustomStringConvertible {
  package let path: String
  /// The number of the system's error.
  package let code: Int32

  package init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }

  package var description: String { "\(path): \(String(cString: strerror(code)))" }
}

/// A whole file. It blocks: for what is read at start, not in a request.
package func contents(ofFile path: String) throws(FileError) -> [UInt8] {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw FileError(path: path, code: errno) }
  defer { close(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while true {
    let count = read(file, &chunk, chunk.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw FileError(path: path, code: errno) }
    guard count > 0 else { return bytes }
    bytes += chunk[..<count]
  }
}
