import Basics
import FoundationEssentials

extension PageWriter {
  /// Data for a script, inside `<script type="application/json">`. A value that cannot be encoded becomes `null`.
  package mutating func json(_ value: some Encodable) {
    for byte in encoded(value) { output.appendJSON(byte) }
  }

  /// The same inside a quoted attribute.
  package mutating func jsonAttribute(_ value: some Encodable) {
    encoded(value).withUnsafeBufferPointer { output.escape($0) }
  }
}

/// Keys are sorted, so that a page is the same each time it is rendered.
private func encoded(_ value: some Encodable) -> [UInt8] {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  guard let json = try? encoder.encode(value) else { return Array("null".utf8) }
  return escapedSeparators(Array(json))
}

/// U+2028 and U+2029 (E2 80 A8, E2 80 A9) end a line in older JavaScript.
private func escapedSeparators(_ json: [UInt8]) -> [UInt8] {
  guard json.contains(0xE2) else { return json }
  var escaped: [UInt8] = []
  escaped.reserveCapacity(json.count + 16)
  var index = 0
  while index < json.count {
    if index + 2 < json.count, json[index] == 0xE2, json[index + 1] == 0x80, json[index + 2] & 0xFE == 0xA8 {
      escaped += Array(json[index + 2] == 0xA8 ? "\\u2028".utf8 : "\\u2029".utf8)
      index += 3
    } else {
      escaped.append(json[index])
      index += 1
    }
  }
  return escaped
}

extension Output {
  /// `</script>` and `<!--` must not appear inside a script element, and `&` costs nothing to escape too.
  mutating func appendJSON(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "<"): append(#"\u003C"#)
    case UInt8(ascii: ">"): append(#"\u003E"#)
    case UInt8(ascii: "&"): append(#"\u0026"#)
    default: append(byte)
    }
  }
}
