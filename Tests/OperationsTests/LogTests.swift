import Basics
import Glibc
import Testing

@testable import Operations

/// A pipe whose reading end a test looks at.
struct Pipe {
  let reading: Int32
  let writing: Int32

  init() {
    var ends: [Int32] = [0, 0]
    precondition(pipe(&ends) == 0)
    (reading, writing) = (ends[0], ends[1])
  }

  /// Everything up to the end, which comes when the writing side is closed.
  func all() -> String {
    close(writing)
    defer { close(reading) }
    var said: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while case let count = read(reading, &chunk, chunk.count), count > 0 { said += chunk[..<count] }
    return String(decoding: said, as: UTF8.self)
  }
}

@Suite struct `Writing the log` {
  func logged(_ format: LogFormat, level: LogLevel = .info, _ body: (Log) -> Void) -> [String] {
    let pipe = Pipe()
    let log = Log(format: format, level: level, descriptor: pipe.writing)
    body(log)
    log.close()
    return pipe.all().split(separator: "\n").map { line in
      // The time at the front differs from run to run.
      String(line.drop { $0 != " " && $0 != "," })
    }
  }

  @Test func `writes a line of fields`() {
    let lines = logged(.logfmt) { log in
      log.write(.info, "request") { line in
        line.add("method", "GET")
        line.add("status", 200)
        line.add("ms", .microseconds(1204))
        line.add("hit", true)
        line.add("tenant", nil as String?)
      }
    }
    #expect(lines == [" level=info message=request method=GET status=200 ms=1.204 hit=true"])
  }

  @Test func `lets no value begin a line or a field of its own`() {
    let lines = logged(.logfmt) { log in
      log.write(.info, "request") { line in
        line.add("path", "/a b\nlevel=error \"x\" \\ \u{1b}[31m")
        line.add("empty", "")
        line.add("shop", "দোকান")
        line.add("turned", "/\u{9b}2J\u{202e}দোকান")
      }
    }
    let path = #"path="/a b\nlevel=error \"x\" \\ \u001b[31m""#
    let turned = #"turned="/\u009b2J\u202eদোকান""#
    #expect(lines == [" level=info message=request \(path) empty=\"\" shop=দোকান \(turned)"])
  }

  @Test func `writes JSON, one object a line`() {
    let lines = logged(.json) { log in
      log.write(.warning, "job failed") { line in
        line.add("error", "no \"such\" row\n")
        line.add("tries", 3)
      }
    }
    #expect(lines == [#","level":"warning","message":"job failed","error":"no \"such\" row\n","tries":3}"#])
  }

  @Test func `leaves out what is below its level`() {
    let lines = logged(.logfmt, level: .warning) { log in
      log.write(.info, "request")
      log.write(.error, "broken")
    }
    #expect(lines == [" level=error message=broken"])
  }

  @Test func `never waits for a reader who does not read, and counts what is lost`() {
    let pipe = Pipe()
    let log = Log(descriptor: pipe.writing, capacity: 100_000)
    let before = monotonicNanoseconds()
    for number in 0..<20_000 { log.write(.info, "request") { $0.add("number", number) } }
    log.close(within: .milliseconds(50))
    #expect(monotonicNanoseconds() - before < 2_000_000_000)
    #expect(log.dropped > 10_000)
    // The log's thread still writes: reading to the end lets it finish before the descriptor goes.
    var seen = [UInt8](repeating: 0, count: 1 << 20)
    #expect(read(pipe.reading, &seen, seen.count) > 60_000)
  }

  @Test func `says how many lines were lost once there is room`() {
    let pipe = Pipe()
    let log = Log(descriptor: pipe.writing, capacity: 500)
    for number in 0..<100 { log.write(.info, "request") { $0.add("number", number) } }
    log.close()
    let text = pipe.all()
    #expect(text.contains("level=warning message=\"log lines dropped\" count=\(log.dropped)"))
  }
}
