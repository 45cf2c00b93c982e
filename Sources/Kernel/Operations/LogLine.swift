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
    for scalar in text.unicodeScalars { escape(scalar) }
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
      } || text.unicodeScalars.contains { $0.isUnseen }
  }

  private mutating func escape(_ scalar: Unicode.Scalar) {
    if scalar.isASCII { return escape(UInt8(scalar.value)) }
    guard scalar.isUnseen else { return output.append(String(scalar)) }
    output.append("\\u")
    for shift: UInt32 in [12, 8, 4, 0] { digit(UInt8(scalar.value >> shift & 15)) }
  }

  private mutating func digit(_ nibble: UInt8) { output.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble) }

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
      for nibble in [byte >> 4, byte & 15] { digit(nibble) }
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

extension Unicode.Scalar {
  /// Beyond ASCII there are control characters too (U+009B begins a terminal's commands), and marks that turn the
  /// direction of what follows: a path that somebody asks for must not rearrange the line.
  fileprivate var isUnseen: Bool {
    switch value {
    case 0x80..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
