import Database
import Glibc
import Operations
import Testing

@testable import App

@Suite struct `Logging a failed statement` {
  @Test func `names the constraint and shows nothing of the row`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let log = Log(descriptor: ends[1])
    var error = DatabaseError(.checkViolation, "the row violates people_name_check", sqlState: "23514")
    error.detail = "Failing row contains (01a1f76e, Farzana, $argon2id$v=19$m=65536,t=2,p=1$t/WoSMi5)."
    error.constraint = "people_name_check"
    error.statement = "update people set name = $1 where id = $2"
    log.write(.error, "request failed") { $0.add(error) }
    log.close()
    close(ends[1])
    defer { close(ends[0]) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let line = String(decoding: bytes[..<max(0, read(ends[0], &bytes, bytes.count))], as: UTF8.self)
    #expect(line.contains("people_name_check") && line.contains("update people"))
    #expect(!line.contains("argon2") && !line.contains("Farzana"))
  }
}
