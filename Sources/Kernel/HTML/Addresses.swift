import Basics

extension Output {
  /// An address for a quoted attribute, or `about:invalid` where its scheme is not one of ours to link to.
  ///
  /// Browsers drop tabs and line ends inside an address and control characters before it, so `java\nscript:` would
  /// run: all of these are percent-encoded, and a colon behind anything but a known scheme refuses the address.
  package mutating func url(_ address: borrowing String) {
    guard hasSafeScheme(address) else { return append("about:invalid") }
    address.utf8Span.span.withUnsafeBufferPointer { bytes in
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "&"): append("&amp;")
        case 0...0x20, 0x7F, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"),
          UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{")...UInt8(ascii: "}"):
          percentEncode(byte)
        default: append(byte)
        }
      }
    }
  }

  /// One path segment or query value: everything but letters, digits and `-._~` is percent-encoded (RFC 3986, 2.3).
  package mutating func urlComponent(_ text: borrowing String) {
    text.utf8Span.span.withUnsafeBufferPointer { bytes in
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "~"):
          append(byte)
        default: percentEncode(byte)
        }
      }
    }
  }

  private mutating func percentEncode(_ byte: UInt8) {
    append(UInt8(ascii: "%"))
    append(hexDigit(byte >> 4))
    append(hexDigit(byte & 15))
  }

  func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}

/// Whether an address is relative or of a scheme that we link to.
func hasSafeScheme(_ address: borrowing String) -> Bool {
  var scheme: [UInt8] = []
  for byte in address.utf8 {
    switch byte {
    case UInt8(ascii: ":"): return safeSchemes.contains(String(decoding: scheme, as: UTF8.self))
    case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return true
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): scheme.append(byte | 0x20)
    default: scheme.append(byte)
    }
  }
  return true
}

private let safeSchemes: Set<String> = ["http", "https", "mailto", "tel"]
