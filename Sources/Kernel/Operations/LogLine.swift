import Basics

/// A line of the log while it is written; `add` puts a field behind the others.
package struct LogLine: ~Copyable {
  private var output = Output(capacity: 4096)
  private let format: LogFormat

  init(format: LogFormat) { self.format = format }

  var count: Int { output.count }
  var bytes: UnsafeBufferPointer<UInt8> { output.bytes }

  mutating func clear() { output.reset(keeping: 1 << 16) }

  mutating func begin(_ level: LogLevel, _ message: StaticString) {
    if format == .json { output.append(UInt8(ascii: "{")) }
    key("time", first: true)
    if format == .json { output.append(UInt8(ascii: "\"")) }
    time(.now)
    if format == .json { output.append(UInt8(ascii: "\"")) }
    add("level", level.rawValue)
    add("message", message.description)
  }

  mutating func end() {
    if format == .json { output.append(UInt8(ascii: "}")) }
    output.append(UInt8(ascii: "\n"))
  }

  package mutating func add(_ name: StaticString, _ value: Int) {
    key(name)
    output.append(value)
  }

  package mutating func add(_ name: StaticString, _ value: Bool) {
    key(name)
    output.append(value ? "true" : "false" as StaticString)
  }

  /// Milliseconds with three decimals.
  package mutating func add(_ name: StaticString, _ span: Duration) {
    key(name)
    let microseconds = Int(max(0, span.inMicroseconds))
    output.append(microseconds / 1000)
    output.append(UInt8(ascii: "."))
    threeDigits(microseconds % 1000)
  }

  /// Nothing at all is written for nil.
  package mutating func add<Of>(_ name: StaticString, _ id: RecordID<Of>?) {
    if let id { add(name, id.description) }
  }

  /// Text of any kind; nothing at all is written for nil.
  package mutating func add(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    key(name)
    guard format == .json || needsQuotes(text) else { return output.append(text) }
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 { escape(byte) }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func key(_ name: StaticString, first: Bool = false) {
    switch format {
    case .logfmt:
      if !first { output.append(UInt8(ascii: " ")) }
      output.append(name)
      output.append(UInt8(ascii: "="))
    case .json:
      output.append(first ? "\"" : ",\"" as StaticString)
      output.append(name)
      output.append("\":")
    }
  }

  private func needsQuotes(_ text: String) -> Bool {
    text.isEmpty
      || text.utf8.contains { byte in
        byte <= 0x20 || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
          || byte == 0x7f
      }
  }

  /// A line feed in a value must not begin a line of its own, nor a control character reach a terminal.
  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): output.append("\\\"")
    case UInt8(ascii: "\\"): output.append("\\\\")
    case UInt8(ascii: "\n"): output.append("\\n")
    case UInt8(ascii: "\r"): output.append("\\r")
    case UInt8(ascii: "\t"): output.append("\\t")
    case 0..<0x20, 0x7f:
      output.append("\\u00")
      for nibble in [byte >> 4, byte & 15] { output.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble) }
    default: output.append(byte)
    }
  }

  /// `2026-11-20T14:05:09.123Z`
  private mutating func time(_ instant: Instant) {
    output.iso8601(instant)
    output.truncate(to: output.count - 1)
    output.append(UInt8(ascii: "."))
    threeDigits(Int(instant.microseconds / 1000 % 1000))
    output.append(UInt8(ascii: "Z"))
  }

  private mutating func threeDigits(_ value: Int) {
    output.append(UInt8(ascii: "0") + UInt8(value / 100))
    output.twoDigits(Int64(value % 100))
  }
}
