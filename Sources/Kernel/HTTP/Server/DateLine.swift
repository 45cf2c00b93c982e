import Basics
import Glibc

/// The Date header, made once a second.
struct DateLine {
  private var second = -1
  private(set) var bytes: [UInt8] = []

  /// `Date: Fri, 20 Nov 2026 14:05:09 GMT` and the line's end: 37 bytes.
  mutating func refresh(at now: Int = time(nil)) {
    if now == second { return }
    second = now
    var output = Output(capacity: 64)
    output.append("Date: ")
    output.httpDate(Int64(now))
    output.append("\r\n")
    bytes = Array(output.bytes)
  }
}

extension Output {
  /// An IMF-fixdate (RFC 9110 §5.6.7), of seconds since 1970.
  mutating func httpDate(_ seconds: Int64) {
    let names: StaticString = "ThuFriSatSunMonTueWed"
    let months: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"
    let (year, month, day) = civil(fromDays: seconds / 86400)
    append(UnsafeBufferPointer(start: names.utf8Start + Int(seconds / 86400 % 7) * 3, count: 3))
    append(", ")
    twoDigits(day)
    append(UInt8(ascii: " "))
    append(UnsafeBufferPointer(start: months.utf8Start + Int(month - 1) * 3, count: 3))
    append(UInt8(ascii: " "))
    twoDigits(year / 100)
    twoDigits(year % 100)
    append(UInt8(ascii: " "))
    twoDigits(seconds % 86400 / 3600)
    append(UInt8(ascii: ":"))
    twoDigits(seconds % 3600 / 60)
    append(UInt8(ascii: ":"))
    twoDigits(seconds % 60)
    append(" GMT")
  }
}
