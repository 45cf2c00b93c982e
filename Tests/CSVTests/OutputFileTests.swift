import Basics
import CSV
import Glibc
import Testing

@Suite struct `Writing a file` {
  private func write(_ text: String, to path: String) throws {
    var file = try OutputFile(path: path)
    var output = Output(capacity: 16)
    output.append(text)
    try file.write(output)
    try file.finish()
  }

  @Test func `follows no link that somebody has laid, and shows it to nobody else`() throws {
    var template = Array("/tmp/haat-test-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let (victim, path) = ("\(folder)/victim", "\(folder)/rejected.csv")
    defer {
      for name in [victim, path] { unlink(name) }
      rmdir(folder)
    }
    close(open(victim, O_WRONLY | O_CREAT, 0o600))
    // A process's number is no secret, and the folder may be everybody's.
    try #require(symlink(victim, "\(path).\(getpid()).part") == 0)
    try write("invoice,customer", to: path)
    var status = stat()
    try #require(stat(victim, &status) == 0)
    #expect(status.st_size == 0)
    try #require(lstat(path, &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFREG && status.st_mode & 0o777 == 0o600 && status.st_size == 16)
  }
}
