import Testing

@testable import HTTP

@Suite struct `Writing dates` {
  @Test(arguments: [
    (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
    (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"), (4_102_444_800, "Fri, 01 Jan 2100 00:00:00 GMT"),
  ]) func `as the standard has them`(_ seconds: Int, _ text: String) {
    var line = DateLine()
    line.refresh(at: seconds)
    #expect(String(decoding: line.bytes, as: UTF8.self) == "Date: \(text)\r\n")
  }

  @Test func `anew for every second`() {
    var line = DateLine()
    line.refresh(at: 1)
    let first = line.bytes
    line.refresh(at: 1)
    #expect(line.bytes == first)
    line.refresh(at: 2)
    #expect(line.bytes != first)
  }
}
