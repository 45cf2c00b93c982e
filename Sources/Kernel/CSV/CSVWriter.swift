import Basics

/// Writes rows of comma-separated values (RFC 4180, lines end with CR LF).
///
/// The bytes gather in `output`; take and reset it as often as suits.
package struct CSVWriter: ~Copyable {
  package var output: Output
  private let delimiter: UInt8
  private let neutralizing: Bool
  private var column = 0
  private var isEmptyRow = true

  /// - Parameters:
  ///   - neutralizing: whether a cell that a spreadsheet would run as a formula gets an apostrophe in front.
  ///     Only for files that no person opens is it right not to.
  ///   - byteOrderMark: whether to begin with the mark by which Excel knows UTF-8; without it Bengali comes
  ///     out broken.
  package init(delimiter: Unicode.Scalar = ",", neutralizing: Bool = true, byteOrderMark: Bool = false) {
    self.delimiter = UInt8(ascii: delimiter)
    self.neutralizing = neutralizing
    output = Output(capacity: 65536)
    if byteOrderMark { output.append("\u{FEFF}") }
  }

  package mutating func row(_ fields: [String]) {
    for text in fields { field(text) }
    endRow()
  }

  package mutating func field(_ text: String) {
    text.utf8Span.span.withUnsafeBufferPointer { field($0) }
  }

  /// A number in digits, a point and no separators.
  package mutating func field(_ number: Int) {
    separate()
    isEmptyRow = false
    output.append(number)
  }

  /// The amount in digits, without its currency.
  package mutating func field(_ money: Money) {
    separate()
    isEmptyRow = false
    DecimalText.write(money.minorUnits, places: Int(money.currency.exponent), into: &output)
  }

  package mutating func field(_ bytes: UnsafeBufferPointer<UInt8>) {
    separate()
    if !bytes.isEmpty { isEmptyRow = false }
    let isFormula = neutralizing && CSVWriter.isFormula(bytes)
    guard isFormula || needsQuotes(bytes) else { return output.append(bytes) }
    output.append("\"")
    if isFormula { output.append("'") }
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { output.append(byte) }
      output.append(byte)
    }
    output.append("\"")
  }

  package mutating func endRow() {
    // A lone empty field would be an empty line, which is no row.
    if column == 1 && isEmptyRow { output.append("\"\"") }
    output.append("\r\n")
    column = 0
    isEmptyRow = true
  }

  private mutating func separate() {
    if column > 0 { output.append(delimiter) }
    column += 1
  }

  private func needsQuotes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.contains {
      $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
    }
  }

  /// Whether a spreadsheet would run it: it begins as formulas do and is no number.
  private static func isFormula(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes.first {
    case UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "\t"), UInt8(ascii: "\r"): true
    case UInt8(ascii: "+"), UInt8(ascii: "-"): !isNumber(bytes.dropFirst())
    // The wide forms = + - @ that some spreadsheets take for the narrow ones: U+FF1D, FF0B, FF0D, FF20.
    case 0xEF:
      bytes.starts(with: [0xEF, 0xBC]) && bytes.count > 2 && [0x9D, 0x8B, 0x8D, 0xA0].contains(bytes[2])
    default: false
    }
  }

  /// Digits, points and commas can do no harm, so it need not be an exact one.
  private static func isNumber(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let first = bytes.first, digits.contains(first) else { return false }
    return bytes.allSatisfy { digits.contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
  }
}
