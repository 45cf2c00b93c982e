/// The host a request was sent to: a name in lower case or an address, and the port if one was written.
package struct HTTPHost: Hashable, Sendable {
  /// `dokan.localhost`, `127.0.0.1`, or an IPv6 address in its brackets.
  package let name: String
  package let port: UInt16?

  /// Reads the value of a Host header strictly: nothing is trimmed or repaired.
  package init?(_ text: String) {
    guard let host = HTTPHost(Array(text.utf8).span) else { return nil }
    self = host
  }

  init?(_ bytes: Span<UInt8>) {
    guard let end = HTTPHost.endOfName(bytes) else { return nil }
    var port: UInt16?
    if end < bytes.count {
      guard let digits = HTTPHost.port(bytes, from: end + 1) else { return nil }
      port = digits
    }
    name = String(unsafeUninitializedCapacity: end) { name in
      for index in 0..<end {
        let byte = bytes[index]
        name[index] = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
      }
      return end
    }
    self.port = port
  }

  /// Where the name ends: at the end, or at the colon before a port.
  static func endOfName(_ bytes: Span<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 261 else { return nil }
    return bytes[0] == UInt8(ascii: "[") ? endOfAddress(bytes) : endOfDottedName(bytes)
  }

  private static func endOfDottedName(_ bytes: Span<UInt8>) -> Int? {
    var index = 0
    var label = 0
    while index < bytes.count, bytes[index] != UInt8(ascii: ":") {
      if bytes[index] == UInt8(ascii: ".") {
        guard label > 0 else { return nil }
        label = 0
      } else {
        guard ByteSet.hostName.contains(bytes[index]), label < 63 else { return nil }
        label += 1
      }
      index += 1
    }
    return label > 0 && index <= 255 ? index : nil
  }

  private static func endOfAddress(_ bytes: Span<UInt8>) -> Int? {
    var index = 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "]") { index += 1 }
    guard index < bytes.count, index <= 46 else { return nil }
    let inside = String(unsafeUninitializedCapacity: index - 1) { text in
      for position in 1..<index { text[position - 1] = bytes[position] }
      return index - 1
    }
    guard let address = IPAddress(inside), !address.isVersion4 || inside.contains(":") else { return nil }
    let end = index + 1
    return end == bytes.count || bytes[end] == UInt8(ascii: ":") ? end : nil
  }

  private static func port(_ bytes: Span<UInt8>, from start: Int) -> UInt16? {
    guard start < bytes.count, bytes.count - start <= 5 else { return nil }
    var value = 0
    for index in start..<bytes.count {
      guard bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + Int(bytes[index] - UInt8(ascii: "0"))
    }
    return value > 0 ? UInt16(exactly: value) : nil
  }
}

extension HTTPHost: CustomStringConvertible {
  package var description: String { port.map { "\(name):\($0)" } ?? name }
}
