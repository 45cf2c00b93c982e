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

@Suite struct `A path in the log` {
  @Test func `has no token of a mailed link, nor one with a sign behind it`() {
    let token = "Zm9yLXdob2V2ZXItcmVhZHMtdGhpcy1pbi1hLW1haWw"
    for (path, shown) in [
      ("/reset/\(token)", "/reset/…"), ("/join/tant/\(token)/account", "/join/tant/…/account"),
      ("/undo/address/\(token)).", "/undo/address/…"), ("/reset/\(token)/", "/reset/…/"),
    ] {
      #expect(path.withoutTokens == shown)
    }
  }

  @Test(arguments: ["/", "", "/t/nityodin/orders/01a1f944-7e5a-73e2-9ebd-af7e0ea8e480", "//a", "/ফল"])
  func `is as it was where there is none`(path: String) { #expect(path.withoutTokens == path) }
}
