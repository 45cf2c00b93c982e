import Glibc
import Testing

@testable import Operations

/// A folder that is gone when the test is.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/haat-test-XXXXXX".utf8CString)
    precondition(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = try? ChildProcess.run("/bin/rm", ["-rf", "--", path]) }
}

@Suite struct `Keeping files` {
  let folder = TemporaryFolder()

  @Test func `writes what only this account may read, in place of what was there`() throws {
    let path = folder.path + "/secret"
    try writePrivately("one", to: path)
    try writePrivately("two", to: path)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(readText(path) == "two")
    #expect(namesInFolder(folder.path) == ["secret"])
  }

  @Test func `reads no more than it is allowed to`() throws {
    let path = folder.path + "/large"
    try writePrivately(String(repeating: "x", count: 20_000), to: path)
    #expect(readFile(path, limit: 10_000) == nil)
    #expect(readFile(path, limit: 20_000)?.count == 20_000)
    #expect(readText(folder.path + "/missing") == nil)
  }

  @Test func `gives a lock to one holder, and says who it is`() throws {
    let path = folder.path + "/lock"
    let first = try FileLock(path, note: "process 7 (haat serve)")
    #expect(try !isFree(path))
    #expect(FileLock.holder(of: path) == "process 7 (haat serve)")
    release(first)
    #expect(try isFree(path))
  }

  func isFree(_ path: String) throws -> Bool {
    switch try FileLock(path, note: "another") {
    case .some: true
    case .none: false
    }
  }

  func release(_ lock: consuming FileLock?) {}

  @Test func `knows a folder from a path`() {
    #expect(Operations.folder(of: "/a/b") == "/a")
    #expect(Operations.folder(of: "/a") == "/")
    #expect(Operations.folder(of: "a") == ".")
  }
}

@Suite struct `Starting programs` {
  @Test func `gives back how they ended and what they said`() throws {
    let (status, said) = try ChildProcess.run("/bin/sh", ["-c", "echo out; echo err >&2; exit 3"])
    #expect(status == .exited(3))
    #expect(said == "out\nerr\n")
    #expect(try ChildProcess.run("/bin/sh", ["-c", "kill -9 $$"]).0 == .killed(by: 9))
  }

  @Test func `hands on no environment of ours, no blocked signal, and the default handlers`() throws {
    signal(SIGPIPE, SIG_IGN)
    setenv("HAAT_SECRET_OF_A_TEST", "hidden", 1)
    defer { unsetenv("HAAT_SECRET_OF_A_TEST") }
    let (_, said) = try ChildProcess.run("/bin/sh", ["-c", "env; grep -E 'Sig(Blk|Ign)' /proc/self/status"])
    #expect(!said.contains("hidden"))
    #expect(said.contains("SigBlk:\t0000000000000000"))
    // glibc keeps the signals 32 and 33 for itself.
    #expect(said.contains("SigIgn:\t0000000180000000") || said.contains("SigIgn:\t0000000000000000"))
  }

  @Test func `says which one is missing`() {
    #expect(throws: Trouble("/no/such/program cannot be started: No such file or directory.")) {
      try ChildProcess.run("/no/such/program", [])
    }
  }
}

@Suite struct `The logins of a cluster` {
  @Test func `survive being written and read, each with a password of its own`() throws {
    let logins = ClusterLogins()
    let read = try #require(ClusterLogins(text: logins.text))
    #expect(read.text == logins.text)
    #expect(Set(ClusterLogin.allCases.map(read.password(of:))).count == 4)
    #expect(read.password(of: .app).count == 32)
  }

  @Test func `are none when one of them is missing`() {
    #expect(ClusterLogins(text: "*:*:*:haat_app:secret\n") == nil)
    #expect(ClusterLogins(text: "") == nil)
  }
}
