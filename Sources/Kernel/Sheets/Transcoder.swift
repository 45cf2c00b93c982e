/// Makes UTF-8 of another encoding, piece by piece: a character may be cut anywhere.
///
/// What stands for no character becomes the byte FF, which is never part of UTF-8, so that the row it is in is
/// refused and the others are not.
struct Transcoder: Sendable {
  let encoding: TextEncoding
  /// The first byte of a pair whose second has not come; -1 without one.
  private var half = -1
  /// The first of a surrogate pair whose second has not come.
  private var lead: UInt32 = 0

  static let invalid: UInt8 = 0xFF
  /// The most bytes that one byte of input can add, with what was kept from before it.
  static let growth = 4

  init(_ encoding: TextEncoding) { self.encoding = encoding }

  /// Appends the UTF-8 of some more bytes.
  mutating func transcode(_ bytes: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
    switch encoding {
    case .utf8: output.append(contentsOf: bytes)
    case .windows1252: for byte in bytes { Windows1252.append(byte, to: &output) }
    case .utf16LittleEndian, .utf16BigEndian: for byte in bytes { take(byte, into: &output) }
    }
  }

  /// Appends what is left at the end of the file.
  mutating func finish(into output: inout [UInt8]) {
    if half >= 0 || lead != 0 { output.append(Transcoder.invalid) }
    half = -1
    lead = 0
  }

  private mutating func take(_ byte: UInt8, into output: inout [UInt8]) {
    guard half >= 0 else {
      half = Int(byte)
      return
    }
    let (first, second) = (UInt32(half), UInt32(byte))
    half = -1
    take(unit: encoding == .utf16LittleEndian ? second << 8 | first : first << 8 | second, into: &output)
  }

  private mutating func take(unit: UInt32, into output: inout [UInt8]) {
    if unit < 0x80, lead == 0 { return output.append(UInt8(unit)) }
    let isTrail = (0xDC00...0xDFFF).contains(unit)
    if lead != 0, isTrail {
      Transcoder.append(0x10000 + (lead - 0xD800) << 10 + (unit - 0xDC00), to: &output)
      lead = 0
      return
    }
    if lead != 0 || isTrail { output.append(Transcoder.invalid) }
    lead = (0xD800...0xDBFF).contains(unit) ? unit : 0
    if lead == 0, !isTrail { Transcoder.append(unit, to: &output) }
  }

  static func append(_ value: UInt32, to output: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(value) else { return output.append(invalid) }
    output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}

/// The code page of Windows in Western Europe and America. It is Latin 1 but for 80 to 9F.
/// Source: WHATWG Encoding Standard, index-windows-1252, less its five C1 controls, which no text holds.
enum Windows1252 {
  static func append(_ byte: UInt8, to output: inout [UInt8]) {
    if byte < 0x80 { return output.append(byte) }
    Transcoder.append(byte >= 0xA0 ? UInt32(byte) : high[Int(byte) - 0x80], to: &output)
  }

  static func isDefined(_ byte: UInt8) -> Bool {
    byte < 0x80 || byte >= 0xA0 || high[Int(byte) - 0x80] != undefined
  }

  /// Not a scalar value.
  private static let undefined: UInt32 = 0xD800

  private static let high: [UInt32] = [
    0x20AC, undefined, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, undefined, 0x017D, undefined,
    undefined, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, undefined, 0x017E, 0x0178,
  ]
}
