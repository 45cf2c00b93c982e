/// A set of ASCII characters, as two words of bits: a question costs a shift, and no table is read.
struct ByteSet {
  let low: UInt64
  let high: UInt64

  @inline(__always) func contains(_ byte: UInt8) -> Bool {
    if byte < 64 { return low >> UInt64(byte) & 1 == 1 }
    if byte < 128 { return high >> UInt64(byte & 63) & 1 == 1 }
    return false
  }

  /// What names of methods and headers are made of: `!#$%&'*+-.^_`|~`, digits, letters (RFC 9110 §5.6.2).
  static var token: ByteSet { ByteSet(low: 0x03FF_6CFA_0000_0000, high: 0x57FF_FFFF_C7FF_FFFE) }

  /// What a path is made of: unreserved, `%`, sub-delims, `:@/` (RFC 3986 §3.3).
  static var path: ByteSet { ByteSet(low: 0x2FFF_FFF2_0000_0000, high: 0x47FF_FFFE_87FF_FFFF) }

  /// What a query is made of: the characters of a path, `?`, and those that browsers leave as they are: [\]^`{|}
  static var query: ByteSet { ByteSet(low: 0xAFFF_FFF2_0000_0000, high: 0x7FFF_FFFF_FFFF_FFFF) }

  /// Letters, digits, hyphen and underscore.
  static var hostName: ByteSet { ByteSet(low: 0x03FF_2000_0000_0000, high: 0x07FF_FFFE_87FF_FFFE) }

  /// What a header's value is made of: anything but control characters; the tab is allowed.
  @inline(__always) static func isFieldValue(_ byte: UInt8) -> Bool { byte >= 32 && byte != 127 || byte == 9 }
}

/// The value of a hexadecimal digit.
@inline(__always) func hexadecimal(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
