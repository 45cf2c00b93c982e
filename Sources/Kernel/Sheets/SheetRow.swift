import Basics
import CSV

/// The row that a reader is at. Values are made when they are asked for; a field that no column goes to is empty.
package struct SheetRow: ~Copyable {
  var fields: CSVReader
  private let format: SheetFormat
  /// The number of the file's columns.
  private let columns: Int
  private let places: [String: Int]
  /// The row could not be taken apart.
  var excerpt: CSVProblem?

  init(_ fields: CSVReader, format: SheetFormat, mapping: ColumnMapping, columns: Int) {
    self.fields = fields
    self.format = format
    self.columns = columns
    let pairs = mapping.fields.enumerated().compactMap { place, key in key.map { ($0, place) } }
    places = Dictionary(pairs) { first, _ in first }
  }

  /// The line the row begins on, from 1, as an editor counts them.
  package var line: Int { excerpt?.line ?? fields.line }
  /// The byte of the file's UTF-8 that it begins at.
  package var offset: Int { excerpt?.offset ?? fields.offset }
  /// The byte behind it.
  package var nextOffset: Int { fields.nextOffset }

  /// All it holds, in the order of the file; what is in no encoding is replaced.
  package var texts: [String] { excerpt.map { [$0.excerpt] } ?? fields.texts }

  /// Bytes of memory that rows are kept in.
  var capacity: Int { fields.capacity }

  /// Whether a field has nothing in it.
  package func isEmpty(_ field: String) -> Bool {
    withBytes(field) { $0.allSatisfy { $0 == UInt8(ascii: " ") } }
  }

  /// One line of text, normalised; empty without a value.
  package func text(_ field: String) -> String { raw(field).normalizedLine }

  /// One line of text, normalised.
  /// - Throws: `tooLong` beyond so many characters.
  package func text(_ field: String, atMost longest: Int) throws(SheetProblem) -> String {
    let text = text(field)
    guard text.utf8.count <= longest || text.unicodeScalars.count <= longest else {
      throw SheetProblem(.tooLong, field: field)
    }
    return text
  }

  /// A code, such as a number of a product or a telephone, without the apostrophe that marks its digits as text.
  package func code(_ field: String, atMost longest: Int) throws(SheetProblem) -> String {
    let code = try text(field, atMost: longest)
    guard let first = code.utf8.dropFirst().first, code.utf8.first == UInt8(ascii: "'"),
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return code }
    return String(code.dropFirst())
  }

  /// Text of several lines, normalised; empty without a value.
  package func lines(_ field: String) -> String { raw(field).normalizedText }

  /// The text as the file has it.
  package func raw(_ field: String) -> String { withBytes(field) { String(decoding: $0, as: UTF8.self) } }

  /// A whole number; nil without a value.
  package func integer(_ field: String) throws(SheetProblem) -> Int64? {
    try value(field, orThrow: .integer) { NumberText.integer($0, mark: format.decimalMark) }
  }

  /// A number with up to six decimals, a price of one piece for one; nil without a value.
  package func decimal(_ field: String) throws(SheetProblem) -> UnitPrice? {
    try value(field, orThrow: .number) { NumberText.decimal($0, mark: format.decimalMark) }
  }

  /// A day; nil without a value. What has a time with an offset of its own is the day of the file's zone.
  package func date(_ field: String) throws(SheetProblem) -> LocalDate? {
    try value(field, orThrow: .date) { DateText(bytes: $0, order: format.dateOrder)?.date(in: format.zone) }
  }

  /// A moment; nil without a value. Without an offset it is read in the file's zone, a bare day as its start.
  package func time(_ field: String) throws(SheetProblem) -> Instant? {
    try value(field, orThrow: .date) {
      DateText(bytes: $0, order: format.dateOrder)?.instant(in: format.zone)
    }
  }

  /// Yes or no; nil without a value.
  package func flag(_ field: String) throws(SheetProblem) -> Bool? {
    try value(field, orThrow: .flag) { FlagText.parse(String(decoding: $0, as: UTF8.self)) }
  }

  /// The parts of a field between commas, bars or line breaks, normalised, none empty.
  package func list(_ field: String) -> [String] {
    raw(field).split { $0 == "," || $0 == "|" || $0.isNewline }.map { String($0).normalizedLine }
      .filter { !$0.isEmpty }
  }

  private func value<Value>(
    _ field: String, orThrow kind: SheetProblem.Kind, _ read: (UnsafeBufferPointer<UInt8>) -> Value?
  ) throws(SheetProblem) -> Value? {
    var isEmpty = false
    let value = withBytes(field) { bytes in
      let text = NumberText.trimmed(bytes)
      isEmpty = text.isEmpty
      return isEmpty ? nil : read(text)
    }
    if value == nil && !isEmpty { throw SheetProblem(kind, field: field) }
    return value
  }

  /// The bytes of a field without the apostrophe that keeps spreadsheets from running it: `'=1+1` is `=1+1`.
  private func withBytes<Result>(_ field: String, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    fields.withBytes(places[field] ?? Int.max) { bytes in
      guard bytes.count > 1, bytes[0] == UInt8(ascii: "'"), SheetRow.beginsFormula(bytes[1]) else {
        return body(bytes)
      }
      return body(UnsafeBufferPointer(rebasing: bytes[1...]))
    }
  }

  /// As `CSVWriter` has it; EF begins the wide forms.
  private static func beginsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D, 0xEF: true
    default: false
    }
  }
}

extension SheetRow {
  /// What is wrong with the row as a whole: it is not text, or not as wide as the header.
  var problem: SheetProblem? {
    let isPlain = fields.withRowBytes { $0.allSatisfy { $0 != 0 && $0 < 0x80 } }
    if !isPlain, let kind = textProblem { return SheetProblem(kind) }
    return hasRightWidth ? nil : SheetProblem(.columns)
  }

  private var textProblem: SheetProblem.Kind? {
    for index in 0..<fields.count {
      if fields.withBytes(index, { $0.contains(0) }) { return .nul }
      guard fields.withBytes(index, { UTF8.isValid($0) }) else { return .encoding }
    }
    return nil
  }

  private var hasRightWidth: Bool {
    if fields.count < columns { return format.allowsShortRows }
    return fields.count == columns || (columns..<fields.count).allSatisfy { fields.isEmpty($0) }
  }
}

extension UTF8 {
  static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    (try? UTF8Span(validating: bytes.span)) != nil
  }
}
