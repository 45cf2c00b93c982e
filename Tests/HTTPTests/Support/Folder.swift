import Glibc
import HTTP
import Testing

/// A folder for a test, removed with its last owner.
final class Folder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/haat-test-XXXXXX".utf8CString)
    path = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit { run("rm", "-rf", path) }

  /// Writes a file, and makes the folders above it.
  func write(_ name: String, _ bytes: [UInt8]) {
    let file = "\(path)/\(name)"
    if let slash = name.lastIndex(of: "/") { mkdir("\(path)/\(name[..<slash])", 0o755) }
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    defer { close(descriptor) }
    _ = Glibc.write(descriptor, bytes, bytes.count)
  }

  var names: [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
    }
    return names.filter { $0 != "." && $0 != ".." }.sorted()
  }

  /// What gzip itself makes of it.
  func gunzipped(_ bytes: [UInt8]) throws -> [UInt8] {
    write("packed.gz", bytes)
    run("gzip", "-df", "\(path)/packed.gz")
    let file = try OpenFile("\(path)/packed")
    return try file.read(at: 0, count: file.size)
  }

  private func run(_ command: String...) {
    var arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    guard posix_spawnp(&child, command[0], nil, nil, &arguments, environ) == 0 else { return }
    var status: Int32 = 0
    waitpid(child, &status, 0)
  }
}

/// A request as an application would get it.
func request(_ text: String) throws -> HTTPRequest {
  try HTTPRequest.parsing(Array(text.utf8))
}
