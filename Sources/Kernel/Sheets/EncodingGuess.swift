/// Which encoding a file is in, by its mark or by its bytes.
struct EncodingGuess {
  let encoding: TextEncoding
  let doubts: [SheetDoubt]

  init(_ sample: SheetSample) {
    if let marked = EncodingGuess.marked(sample.start) {
      (encoding, doubts) = (marked, [])
    } else if let wide = EncodingGuess.wide(sample.start) {
      (encoding, doubts) = (wide, [])
    } else {
      (encoding, doubts) = EncodingGuess.narrow([sample.start] + sample.others)
    }
  }

  private static func marked(_ bytes: [UInt8]) -> TextEncoding? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    if bytes.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    return bytes.starts(with: [0xFE, 0xFF]) ? .utf16BigEndian : nil
  }

  /// Delimiters, digits, spaces and line breaks have a zero byte in UTF-16, whatever the script: on one side of each
  /// pair only.
  private static func wide(_ bytes: [UInt8]) -> TextEncoding? {
    var zeros = [0, 0]
    for (index, byte) in bytes.enumerated() where byte == 0 { zeros[index & 1] += 1 }
    let pairs = bytes.count / 2
    guard pairs > 0, max(zeros[0], zeros[1]) * 20 >= pairs,
      min(zeros[0], zeros[1]) * 4 <= max(zeros[0], zeros[1])
    else { return nil }
    return zeros[1] > zeros[0] ? .utf16LittleEndian : .utf16BigEndian
  }

  /// UTF-8 where most of what is not ASCII is UTF-8: a few rows in something else do not make the whole file so.
  private static func narrow(_ parts: [[UInt8]]) -> (TextEncoding, [SheetDoubt]) {
    var (valid, invalid) = (0, 0)
    var canBeWindows = true
    for part in parts {
      let count = characters(in: part)
      valid += count.valid
      invalid += count.invalid
      canBeWindows = canBeWindows && part.allSatisfy(Windows1252.isDefined)
    }
    if invalid == 0 { return (.utf8, []) }
    if valid >= invalid { return (.utf8, [.encoding(.utf8)]) }
    return (.windows1252, canBeWindows && valid == 0 ? [] : [.encoding(.windows1252)])
  }

  /// Characters beyond ASCII, and bytes that are part of none. What is cut off at either end does not count.
  private static func characters(in bytes: [UInt8]) -> (valid: Int, invalid: Int) {
    var (valid, invalid) = (0, 0)
    var index = bytes.prefix(3).firstIndex { $0 & 0xC0 != 0x80 } ?? 0
    while index < bytes.count {
      let length = length(of: bytes[index])
      if length == 1 {
        index += 1
        continue
      }
      if index + max(1, length) > bytes.count { break }
      let isWhole = length > 1 && bytes[index..<(index + length)].withUnsafeBufferPointer { UTF8.isValid($0) }
      if isWhole { valid += 1 } else { invalid += 1 }
      index += isWhole ? length : 1
    }
    return (valid, invalid)
  }

  /// Bytes of the character that a byte begins; 0 when it begins none.
  private static func length(of byte: UInt8) -> Int {
    switch byte {
    case ..<0x80: 1
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 0
    }
  }
}

/// The parts of a sample in UTF-8.
struct SampledText {
  let start: [UInt8]
  let others: [[UInt8]]
  let isWhole: Bool

  init(_ sample: SheetSample, encoding: TextEncoding) {
    start = SampledText.utf8(sample.start, encoding, isWhole: sample.isWhole)
    others = sample.others.map { SampledText.utf8($0, encoding, isWhole: false) }
    isWhole = sample.isWhole
  }

  private static func utf8(_ bytes: [UInt8], _ encoding: TextEncoding, isWhole: Bool) -> [UInt8] {
    guard encoding != .utf8 else { return bytes }
    var transcoder = Transcoder(encoding)
    var text: [UInt8] = []
    bytes.withUnsafeBufferPointer { transcoder.transcode($0, into: &text) }
    if isWhole { transcoder.finish(into: &text) }
    return text
  }

  /// Rows of the middle and the end that are as wide as the header; parts begin within a row.
  func rowsBehind(_ delimiter: Delimiter, columns: Int) -> [[String]] {
    others.flatMap { part -> [[String]] in
      guard let lineFeed = part.firstIndex(of: UInt8(ascii: "\n")) else { return [] }
      let table = SampledTable(part[(lineFeed + 1)...], delimiter, isWhole: false)
      return ([table.header] + table.rows).filter { $0.count == columns }
    }
  }
}
